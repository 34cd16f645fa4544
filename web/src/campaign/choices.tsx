/** Buttons of which one is pressed. */
import { Button } from 'antd';

interface Choice<T> {
  value: T;
  text: string;
}

export function Choices<T>({
  label,
  choices,
  chosen,
  onChoose,
}: {
  label: string;
  choices: readonly Choice<T>[];
  chosen: T;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset className="choices" aria-label={label}>
      {choices.map(({ value, text }) => (
        <Button
          key={text}
          size="small"
          type={value === chosen ? 'primary' : 'default'}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {text}
        </Button>
      ))}
    </fieldset>
  );
}
