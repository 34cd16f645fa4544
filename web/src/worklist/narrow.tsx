/** By what a view is narrowed, and the person's own views. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { deskQuery, meQuery, savedViewsQuery } from '../api/queries.ts';
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Loading } from '../parts/loading.tsx';
import { Link, navigate, paths } from '../router.tsx';
import { type DeskFilter, filterOf, isNarrowed, isSame } from './filter.ts';
import { words as own } from './words.ts';

const FilterForm = lazy(() => import('./filter-form.tsx'));
const SavedViewForm = lazy(() => import('./saved-view-form.tsx'));

export function Narrow({ filter }: { filter: DeskFilter }) {
  const texts = useWords(own);
  const saved = useQuery(savedViewsQuery).data?.items ?? [];
  const [open, setOpen] = useState<'filter' | 'save' | null>(null);
  const current = saved.find((one) =>
    isSame(
      filterOf((name) => one.filter[name]),
      filter,
    ),
  );
  const close = () => setOpen(null);
  return (
    <>
      {saved.length > 0 && (
        <nav className="views saved" aria-label={texts.saved}>
          {saved.map((one) => (
            <Link
              key={one.id}
              to={paths.worklist(filterOf((name) => one.filter[name]))}
              current={one.id === current?.id}
            >
              {one.name}
              {one.isDefault && texts.opensWith}
            </Link>
          ))}
        </nav>
      )}
      <div className="actions">
        <Button aria-expanded={open === 'filter'} onClick={() => setOpen(open === 'filter' ? null : 'filter')}>
          {texts.filter}
        </Button>
        {isNarrowed(filter) && <Narrowed filter={filter} />}
        <Button aria-expanded={open === 'save'} onClick={() => setOpen(open === 'save' ? null : 'save')}>
          {current === undefined ? texts.save : texts.change}
        </Button>
      </div>
      <Suspense fallback={<Loading />}>
        {open === 'filter' && <FilterForm filter={filter} />}
        {open === 'save' && <SavedViewForm key={current?.id ?? ''} filter={filter} view={current} close={close} />}
      </Suspense>
    </>
  );
}

function Narrowed({ filter }: { filter: DeskFilter }) {
  const { say, language } = useSpeech();
  const texts = useWords(own);
  const desk = useQuery(deskQuery).data;
  const groups = useQuery(meQuery).data?.groups ?? [];
  const procedure = desk?.procedures.find(({ id }) => id === filter.procedure)?.label;
  const group = groups.find(({ id }) => id === filter.group)?.label;
  const unit = desk?.units.find(({ id }) => id === filter.unit)?.label;
  const said = [
    procedure !== undefined && `${texts.procedure} ${say(procedure)}`,
    group !== undefined && `${texts.group} ${say(group)}`,
    filter.unit !== undefined && `${texts.unit} ${unit === undefined ? filter.unit : say(unit)}`,
    filter.claimed !== undefined && texts[filter.claimed],
    filter.from !== undefined && `${texts.from}${longDate(filter.from, language)}`,
    filter.to !== undefined && `${texts.to}${longDate(filter.to, language)}`,
    filter.q !== undefined && `“${filter.q}”`,
  ].filter((one) => one !== false);
  const { view } = filter;
  return (
    <>
      <span className="narrowed">
        {texts.narrowed}
        {said.join('；')}
      </span>
      <Button onClick={() => navigate(paths.worklist(view === undefined ? {} : { view }))}>{texts.clear}</Button>
    </>
  );
}
