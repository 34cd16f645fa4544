/** Who may do what now: open tasks with their group and who has claimed them, and what may be sent to the case. */
import type { CaseDetail } from '../api/queries.ts';
import { longDate } from '../dates.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { stepName } from '../parts/step-name.ts';
import { Link, paths } from '../router.tsx';
import { isInside } from './standing.ts';
import { words } from './words.ts';

export function WhoNow({ found }: { found: CaseDetail }) {
  const { say } = useSpeech();
  const said = useWords(words);
  return (
    <>
      {found.tasks.length === 0 ? (
        <p className="muted">{said.nobody}</p>
      ) : (
        <ul className="plain">
          {found.tasks.map((task) => (
            <Task key={task.id} task={task} inside={isInside(found)} />
          ))}
        </ul>
      )}
      {found.expected.length > 0 && (
        <>
          <h3>{said.expected}</h3>
          <ul className="plain">
            {found.expected.map(({ id, label, from }) => (
              <li key={id}>
                {say(label)} <small className="muted">{from.map((group) => say(group.label)).join('、')}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Task({ task, inside }: { task: CaseDetail['tasks'][number]; inside: boolean }) {
  const speech = useSpeech();
  const { words: common, say, language } = speech;
  const said = useWords(words);
  const { id, group, unit, unitLabel, claimedBy, due, may } = task;
  const name = stepName(task, speech);
  // Who may only urge it does not get to read it.
  const isReadable = may.some((action) => action !== 'urge');
  const held = claimedBy?.name ?? (inside ? common.worklist.unclaimed : undefined);
  return (
    <li>
      {isReadable ? (
        <Link to={paths.task(id)} className="strong">
          {name}
        </Link>
      ) : (
        <strong>{name}</strong>
      )}
      <small className="muted">
        {say(group.label)}
        {unit !== '' && said.unit(say(unitLabel))}
        {held !== undefined && ` · ${held}`}
        {due !== null && ` · ${common.due.due(longDate(due, language))}`}
      </small>
    </li>
  );
}
