import { Button } from 'antd';
import { useSpeech } from '../language/language.ts';

/** The next page of a list, if there is one. */
export function More({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { words } = useSpeech();
  if (!query.hasNextPage) return null;
  return (
    <p className="more">
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {words.more}
      </Button>
    </p>
  );
}
