/** A decision: its tables with the law of each rule, its figures, and trying it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Switch } from 'antd';
import { useId, useState } from 'react';
import { api, ask } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { longInstant } from '../dates.ts';
import type { FormSchema, Values } from '../form/shape.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { readable } from '../parts/data-list.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet, ProblemAlert } from '../parts/problem.tsx';
import { Wide } from '../parts/wide.tsx';
import { Link, paths } from '../router.tsx';
import { Facts, Fields, Figures, keysOf } from './parts.tsx';
import { type DecisionInWords, decisionWordsQuery, ofVersion, type Tried } from './queries.ts';
import { TryForm } from './try-form.tsx';
import { words as roomWords } from './words.ts';
import './procedure.css';

export default function DecisionPage({ id, version }: { id: string; version: number | undefined }) {
  const words = useWords(roomWords);
  const { say, language } = useSpeech();
  const found = useQuery(decisionWordsQuery(id, version));
  const back = <Link to={paths.procedures()}>{words.title}</Link>;
  if (found.data === undefined) {
    return (
      <Page title={words.title} above={back}>
        <NotYet query={found} />
      </Page>
    );
  }
  const decision = found.data;
  const { document } = decision;
  return (
    <Page title={say(decision.title)} above={back}>
      {document !== null && (
        <p className="muted">
          {say(document.title)} {document.number} <Link to={paths.articles(document.id)}>{words.articlesOf}</Link>
        </p>
      )}
      <Citations citations={decision.citations} />
      {!decision.current && <Alert type="warning" showIcon title={words.older} />}
      <p className="lead">
        <span className="tag">{words.version(decision.version)}</span>
        <span className="muted">{words.since(longInstant(decision.deployedAt, language))}</span>
        <Link to={paths.versions('decision', id)}>
          {words.versions}（{decision.versions}）
        </Link>
      </p>
      <Stages decision={decision} />
      {decision.figures.length > 0 && (
        <Section title={words.figures}>
          <Figures figures={decision.figures} />
        </Section>
      )}
      <Section title={words.inputs}>
        <Fields form={decision.inputs} caption={words.inputs} />
      </Section>
      <Section title={words.outputs}>
        <Facts rows={decision.outputs.map(({ label, type }) => [say(label), say(type)] as const)} />
      </Section>
      {decision.usedBy.length > 0 && (
        <Section title={words.usedBy}>
          <ul className="titles">
            {decision.usedBy.map((one) => (
              <li key={one.id}>
                <Link to={paths.procedure(one.id)}>{say(one.label)}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {decision.mayTry && (
        <Section title={words.tryIt}>
          <Try id={id} version={version} form={decision.form as FormSchema} />
        </Section>
      )}
    </Page>
  );
}

function Stages({ decision }: { decision: DecisionInWords }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const [code, setCode] = useState(false);
  const forCode = useId();
  return (
    <>
      <p>
        <Switch id={forCode} size="small" checked={code} onChange={setCode} />{' '}
        <label htmlFor={forCode}>{words.code}</label>
      </p>
      {decision.stages.map((stage, i) => {
        const name = words.stageOf(i + 1);
        return (
          <section key={name} className="section" aria-label={name}>
            <h2>
              {name} <small className="muted">{say(stage.hit)}</small>
            </h2>
            {stage.when !== null && <p>{words.onlyIf(say(stage.when))}</p>}
            <Stage stage={stage} name={name} code={code} />
          </section>
        );
      })}
    </>
  );
}

interface StageProps {
  stage: DecisionInWords['stages'][number];
  name: string;
  code: boolean;
}

function Stage({ stage, name, code }: StageProps) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const { conditions, outputs, rules } = stage;
  const conditionKeys = keysOf(conditions.map(({ zh }) => zh));
  const outputKeys = keysOf(outputs.map(({ zh }) => zh));
  return (
    <Wide label={name} wraps>
      <table className="list small decision-table">
        <caption className="unseen">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{words.rule}</th>
            {conditions.map((label, i) => (
              <th key={conditionKeys[i]} scope="col">
                {say(label)}
              </th>
            ))}
            {outputs.map((label, i) => (
              <th key={outputKeys[i]} scope="col" className="output">
                {say(label)}
              </th>
            ))}
            <th scope="col">{words.law}</th>
            {code && <th scope="col">{words.expression}</th>}
          </tr>
        </thead>
        <tbody>
          {rules.map(({ rule, label, tests, values, citations, code: feel }, n) => (
            <tr key={rule}>
              <td>{label === null ? n + 1 : say(label)}</td>
              {tests.map((test, i) => (
                <td key={conditionKeys[i]} className={test === null ? 'muted' : undefined}>
                  {test === null ? words.whatever : say(test)}
                </td>
              ))}
              {values.map((value, i) => (
                <td key={outputKeys[i]} className="output">
                  {value === null ? '' : say(value)}
                </td>
              ))}
              <td>
                <Citations citations={citations} />
              </td>
              {code && <td className="code">{feel}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Try({ id, version, form }: { id: string; version: number | undefined; form: FormSchema }) {
  const words = useWords(roomWords);
  const tried = useMutation({
    mutationFn: (inputs: Values) =>
      ask(
        api.POST('/api/decisions/{id}/try', { params: { path: { id }, query: ofVersion(version) }, body: { inputs } }),
      ),
  });
  const problem = tried.error instanceof Refused ? tried.error.problem : undefined;
  const atFields = (problem?.errors?.length ?? 0) > 0;
  return (
    <div className="columns">
      <div>
        <p className="muted">{words.tryWhy}</p>
        {tried.error !== null && !atFields && <ProblemAlert error={tried.error} />}
        <TryForm
          form={form}
          under="inputs"
          submitLabel={words.tryNow}
          pending={tried.isPending}
          refusal={problem}
          onSubmit={(values) => tried.mutate(values)}
        />
      </div>
      <div aria-live="polite">{tried.data !== undefined && <Result tried={tried.data} />}</div>
    </div>
  );
}

function Result({ tried }: { tried: Tried }) {
  const words = useWords(roomWords);
  const speech = useSpeech();
  const { say } = speech;
  return (
    <section aria-label={words.result}>
      <h3>{words.result}</h3>
      <Facts
        rows={tried.outputs.map(
          ({ name, label, text }) =>
            [say(label), text === null ? readable(tried.values[name], speech) || words.none : say(text)] as const,
        )}
      />
      <h3>{words.reasons}</h3>
      <ol className="clauses">
        {tried.reasons.map(({ text, citations }) => (
          <li key={text.zh}>
            {say(text)}
            <Citations citations={citations} />
          </li>
        ))}
      </ol>
    </section>
  );
}
