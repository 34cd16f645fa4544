/** What became of what was typed: restored, saved, not saved yet, or overtaken by another window. */
import { Alert, Button, Space } from 'antd';
import { longInstant } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import type { Draft } from './draft.ts';
import { words as ours } from './words.ts';

export function DraftNotes({ draft }: { draft: Draft }) {
  const { words, language } = useSpeech();
  const own = useWords(ours);
  const { newer } = draft;
  return (
    <>
      {newer !== null && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={own.newer(longInstant(newer.savedAt, language))}
          description={own.newerDetail}
          action={
            <Space orientation="vertical">
              <Button size="small" type="primary" onClick={draft.takeNewer}>
                {own.takeNewer}
              </Button>
              <Button size="small" onClick={draft.keepOwn}>
                {own.keepOwn}
              </Button>
            </Space>
          }
        />
      )}
      {newer === null && draft.restored && (
        <Alert
          type="info"
          showIcon
          title={words.form.restored}
          action={
            <Button size="small" onClick={draft.clear}>
              {words.form.clear}
            </Button>
          }
        />
      )}
    </>
  );
}

/** Whether and when it was saved, in a line. */
export function DraftState({ keeping }: Pick<Draft, 'keeping'>) {
  const { words, language } = useSpeech();
  const own = useWords(ours);
  const text = () => {
    switch (keeping?.kind) {
      case undefined:
      case 'unchanged':
        return words.form.kept;
      case 'saving':
        return own.saving;
      case 'saved':
        return own.saved(longInstant(keeping.at, language));
      case 'local':
        return own.local;
    }
  };
  return (
    <p className={keeping?.kind === 'local' ? 'small warning' : 'muted small'} role="status">
      {text()}
    </p>
  );
}
