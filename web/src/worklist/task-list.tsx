/** Open tasks of a view, in the order of legal urgency. It changes by itself, but not under a hand that is on it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type TaskSummary, worklistQuery } from '../api/queries.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { useKeys } from '../parts/keys.ts';
import { More } from '../parts/more.tsx';
import { NotYet } from '../parts/problem.tsx';
import { MOST } from './bulk.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { Narrowing, TaskView } from './filter.ts';
import { type Row, steady } from './steady.ts';
import { focusedTask, TaskTable } from './task-table.tsx';
import { type Act, CLAIM, useBulkRun } from './use-bulk-run.ts';
import { words as own } from './words.ts';

export type Selection = ReadonlyMap<string, TaskSummary>;

export function TaskList({ view, narrowing }: { view: TaskView; narrowing: Narrowing }) {
  const query = useInfiniteQuery(worklistQuery(view, narrowing));
  const { words } = useSpeech();
  const { emptyNarrowed } = useWords(own);
  if (query.data === undefined) return <NotYet query={query} />;
  const tasks = query.data.pages.flatMap(({ items }) => items);
  const empty = Object.keys(narrowing).length > 0 ? emptyNarrowed : words.worklist.empty;
  return (
    <>
      <Tasks tasks={tasks} more={query.hasNextPage} none={<p className="empty">{empty}</p>} />
      <More query={query} />
    </>
  );
}

function Tasks({ tasks, more, none }: { tasks: readonly TaskSummary[]; more: boolean; none: ReactNode }) {
  const [selected, setSelected] = useState<Selection>(new Map());
  const hand = useHand();
  const list = useSteady(tasks, hand.isOn || selected.size > 0, more);
  const bulk = useBulkRun();
  const select = (task: TaskSummary) =>
    setSelected((before) => {
      const next = new Map(before);
      if (!next.delete(task.id) && next.size < MOST) next.set(task.id, task);
      return next;
    });
  const unselect = (ids: Iterable<string>) =>
    setSelected((before) => {
      const next = new Map(before);
      for (const id of ids) next.delete(id);
      return next;
    });
  const selectAll = (all: boolean) => {
    const there = list.rows.filter(({ gone }) => !gone).slice(0, MOST);
    setSelected(new Map(all ? there.map(({ item }) => [item.id, item]) : []));
  };
  const runOn = async (some: readonly TaskSummary[], act: Act) => {
    const result = await bulk.run(some, act);
    unselect(result.done.map(({ id }) => id));
    return result;
  };
  const atFocus = (act: (task: TaskSummary) => void) => () => {
    const task = list.rows.find(({ item }) => item.id === focusedTask())?.item;
    return task === undefined || bulk.progress !== null ? false : act(task);
  };
  useKeys({ c: atFocus((task) => void runOn([task], CLAIM)), x: atFocus(select) });
  return (
    <>
      <BulkBar {...{ selected, bulk, unselect }} run={runOn} />
      <div {...hand.on}>
        <NewTasks number={list.waiting} show={list.show} />
        {list.rows.length === 0 ? none : <TaskTable {...{ rows: list.rows, selected, select, selectAll }} />}
      </div>
    </>
  );
}

function NewTasks({ number, show }: { number: number; show: () => void }) {
  const { fresh, show: word } = useWords(own);
  return (
    <div role="status">
      {number > 0 && (
        <p className="fresh">
          {fresh(number)}{' '}
          <Button size="small" onClick={show}>
            {word}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Whether a hand is on the list: the pointer is over it, or the focus is in it. */
function useHand() {
  const [over, setOver] = useState(false);
  const [within, setWithin] = useState(false);
  return {
    isOn: over || within,
    on: {
      onPointerEnter: (event: React.PointerEvent) => setOver(event.pointerType === 'mouse'),
      onPointerLeave: () => setOver(false),
      onFocus: () => setWithin(true),
      onBlur: (event: React.FocusEvent) => setWithin(event.currentTarget.contains(event.relatedTarget)),
    },
  };
}

function useSteady(tasks: readonly TaskSummary[], held: boolean, more: boolean) {
  const shown = useRef<Row<TaskSummary>[]>([]);
  const [, again] = useState(0);
  const now = steady(shown.current, tasks, held, more);
  useEffect(() => {
    shown.current = now.rows;
  });
  const show = () => {
    shown.current = [];
    again((n) => n + 1);
  };
  return { ...now, show };
}
