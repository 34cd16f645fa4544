import { useSpeech } from '../language/language.ts';

export function Loading() {
  const { words } = useSpeech();
  return (
    <p className="loading" role="status">
      {words.loading}
    </p>
  );
}
