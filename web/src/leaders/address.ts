/** What the statistics page shows, as its address says it. Pure. */

export const FIGURES = ['started', 'ended', 'open', 'handled', 'kept', 'late'] as const;
export type Figure = (typeof FIGURES)[number];

/** The cases behind one number. */
export interface Behind {
  figure: Figure;
  /** Narrower than the page; '': as the page. */
  month: string;
  procedure: string;
  group: string;
  deadline: string;
}

export interface Shown {
  /** Months `YYYY-MM`; '': the last twelve. */
  from: string;
  to: string;
  procedure: string;
  group: string;
  behind: Behind | null;
}

const IS_MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** What doesn't fit is left out: an address may be written by hand. */
export function shownBy(given: (name: string) => string | null): Shown {
  const text = (name: string) => given(name) ?? '';
  const month = (name: string) => (IS_MONTH.test(text(name)) ? text(name) : '');
  const figure = FIGURES.find((one) => one === given('figure'));
  return {
    from: month('from'),
    to: month('to'),
    procedure: text('procedure'),
    group: text('group'),
    behind:
      figure === undefined
        ? null
        : {
            figure,
            month: month('in-month'),
            procedure: text('in-procedure'),
            group: text('in-group'),
            deadline: text('in-deadline'),
          },
  };
}

export function addressOf({ from, to, procedure, group, behind }: Shown): string {
  const search = new URLSearchParams();
  const given = {
    ...{ from, to, procedure, group },
    figure: behind?.figure ?? '',
    'in-month': behind?.month ?? '',
    'in-procedure': behind?.procedure ?? '',
    'in-group': behind?.group ?? '',
    'in-deadline': behind?.deadline ?? '',
  };
  for (const [name, value] of Object.entries(given)) if (value !== '') search.set(name, value);
  const text = search.toString();
  return text === '' ? '/statistics' : `/statistics?${text}`;
}
