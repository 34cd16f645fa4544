import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useSpeech } from '../language/language.ts';

/** A fault of the pages themselves, or a part of them that couldn't be loaded. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { words } = useSpeech();
  return (
    <main className="main">
      <h1>{words.problem.page}</h1>
      <p>{words.problem.pageDetail}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {words.problem.reload}
      </Button>
    </main>
  );
}
