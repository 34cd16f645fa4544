/** A procedure as it runs, in words: its drawing, steps, deadlines, forms, papers and rules. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Tabs } from 'antd';
import { longInstant } from '../dates.ts';
import { Diagram } from '../diagram/diagram.tsx';
import { diagramQuery } from '../diagram/query.ts';
import { useSpeech, useWords } from '../language/language.ts';
import { Citations } from '../parts/citations.tsx';
import { Page, Section } from '../parts/page.tsx';
import { NotYet } from '../parts/problem.tsx';
import { Link, paths } from '../router.tsx';
import { Clauses, Facts, Fields, Figures, useLines, useNames } from './parts.tsx';
import {
  type DeadlineWords,
  type MessageWords,
  type ProcedureInWords,
  procedureWordsQuery,
  type StepWords,
} from './queries.ts';
import { words as roomWords } from './words.ts';
import './procedure.css';

export default function ProcedurePage({ id, version }: { id: string; version: number | undefined }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const found = useQuery(procedureWordsQuery(id, version));
  const back = <Link to={paths.procedures()}>{words.title}</Link>;
  if (found.data === undefined) {
    return (
      <Page title={words.title} above={back}>
        <NotYet query={found} />
      </Page>
    );
  }
  const procedure = found.data;
  return (
    <Page title={say(procedure.title)} above={back}>
      <Head procedure={procedure} />
      <Section title={words.diagram}>
        <Drawing procedure={procedure} />
      </Section>
      <section className="section" aria-label={words.sections}>
        <Tabs
          items={[
            { key: 'steps', label: words.steps, children: <Steps procedure={procedure} /> },
            { key: 'deadlines', label: words.deadlines, children: <Deadlines deadlines={procedure.deadlines} /> },
            { key: 'forms', label: words.forms, children: <Forms procedure={procedure} /> },
            { key: 'papers', label: words.papers, children: <Papers procedure={procedure} /> },
            { key: 'rules', label: words.rules, children: <Rules procedure={procedure} /> },
          ]}
        />
      </section>
    </Page>
  );
}

function Head({ procedure }: { procedure: ProcedureInWords }) {
  const words = useWords(roomWords);
  const { say, language } = useSpeech();
  const { id, document, citations, current, version, versions, deployedAt, openCases, mayStart, mayRehearse } =
    procedure;
  return (
    <>
      {document !== null && (
        <p className="muted">
          {say(document.title)} {document.number} <Link to={paths.articles(document.id)}>{words.articlesOf}</Link>
        </p>
      )}
      <Citations citations={citations} />
      {!current && <Alert type="warning" showIcon title={words.older} />}
      <p className="lead">
        <span className="tag">{words.version(version)}</span>
        <span className="muted">{words.since(longInstant(deployedAt, language))}</span>
        <span className="muted">{words.openCases(openCases)}</span>
        {mayStart && current && <Link to={paths.startCase(id)}>{words.startCase}</Link>}
        {mayRehearse && current && <Link to={paths.rehearsal(id)}>{words.rehearse}</Link>}
        <Link to={paths.versions('procedure', id)}>
          {words.versions}（{versions}）
        </Link>
      </p>
    </>
  );
}

function Drawing({ procedure }: { procedure: ProcedureInWords }) {
  const { say } = useSpeech();
  const drawing = useQuery(diagramQuery(procedure.id, procedure.hash));
  if (drawing.data === undefined) return <NotYet query={drawing} />;
  const show = (step: string) => document.getElementById(`step-${step}`)?.scrollIntoView({ block: 'center' });
  return <Diagram xml={drawing.data} title={say(procedure.title)} onStep={show} />;
}

// ── steps ───────────────────────────────────────────────────────────────────────────────────────────────────────

function Steps({ procedure }: { procedure: ProcedureInWords }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  return (
    <>
      <Facts
        rows={[
          [words.startedBy, say(procedure.startedBy)],
          [words.atStart, procedure.onStart.length > 0 && <Clauses clauses={procedure.onStart} />],
        ]}
      />
      {procedure.steps.map((step) => (
        <Step key={step.id} step={step} />
      ))}
    </>
  );
}

function Step({ step }: { step: StepWords }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const lines = useLines();
  const names = useNames();
  return (
    <section className="step" id={`step-${step.id}`} aria-label={say(step.label)}>
      <h3>
        {say(step.label)} <span className="tag">{say(step.kind)}</span>
      </h3>
      <Citations citations={step.citations} />
      <Facts
        rows={[
          [words.who, step.who === null ? null : say(step.who)],
          [words.stage, step.scope === null ? null : say(step.scope.label)],
          [words.notSameAs, names(step.notSameAs)],
          [words.each, step.each === null ? null : say(step.each)],
          [words.opensAt, step.opensAt === null ? null : say(step.opensAt)],
          [words.covering, names(step.deadlines)],
          [words.onEnter, lines(step.onEnter)],
          [words.onItem, lines(step.onItem)],
          ...step.branches.map(({ on, then }) => [say(on), <Clauses key={on.zh} clauses={then} />] as const),
          [words.then, step.then.length > 0 && <Clauses clauses={step.then} />],
        ]}
      />
      {step.form !== null && step.form.fields.length > 0 && (
        <details>
          <summary>
            {words.form}（{step.form.fields.length}）
          </summary>
          <Fields form={step.form} caption={say(step.label)} />
        </details>
      )}
    </section>
  );
}

// ── deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────

function Deadlines({ deadlines }: { deadlines: readonly DeadlineWords[] }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const lines = useLines();
  const names = useNames();
  if (deadlines.length === 0) return <p className="muted">{words.none}</p>;
  return (
    <>
      {deadlines.map((deadline) => (
        <section key={deadline.id} className="step" aria-label={say(deadline.label)}>
          <h3>{say(deadline.label)}</h3>
          <Citations citations={deadline.citations} />
          <Facts
            rows={[
              [words.length, lines(deadline.lengths)],
              [words.starts, lines(deadline.starts)],
              [words.from, deadline.from === null ? null : say(deadline.from)],
              [words.suspended, lines(deadline.suspends)],
              [words.resumed, lines(deadline.resumes)],
              [words.met, lines(deadline.met)],
              [words.cancelled, lines(deadline.cancels)],
              [words.reminders, deadline.reminders === null ? null : say(deadline.reminders)],
              [words.overdue, deadline.overdue.length > 0 && <Clauses clauses={deadline.overdue} />],
              [words.covers, names(deadline.covers)],
            ]}
          />
        </section>
      ))}
    </>
  );
}

// ── forms, papers, rules ────────────────────────────────────────────────────────────────────────────────────────

function Forms({ procedure }: { procedure: ProcedureInWords }) {
  const words = useWords(roomWords);
  return (
    <>
      <h3>{words.startForm}</h3>
      <Fields form={procedure.input} caption={words.startForm} />
      {procedure.messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </>
  );
}

function Message({ message }: { message: MessageWords }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const lines = useLines();
  return (
    <section className="step" aria-label={say(message.label)}>
      <h3>
        {say(message.label)} <span className="tag">{words.messages}</span>
      </h3>
      <Citations citations={message.citations} />
      <Facts
        rows={[
          [words.sender, say(message.from)],
          [words.accepted, lines(message.accepted)],
          [words.then, message.then.length > 0 && <Clauses clauses={message.then} />],
        ]}
      />
      {message.form.fields.length > 0 && <Fields form={message.form} caption={say(message.label)} />}
    </section>
  );
}

function Papers({ procedure }: { procedure: ProcedureInWords }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  const lines = useLines();
  const names = useNames();
  return (
    <>
      <h3>{words.documents}</h3>
      {procedure.documents.length === 0 && <p className="muted">{words.none}</p>}
      {procedure.documents.map(({ id, label, issuedAt, text }) => (
        <section key={id} className="step" aria-label={say(label)}>
          <strong>{say(label)}</strong>
          <Facts rows={[[words.issuedAt, names(issuedAt)]]} />
          {text.length > 0 && (
            <details>
              <summary>{words.text}</summary>
              <p className="letter">{text.map(say).join('\n')}</p>
            </details>
          )}
        </section>
      ))}
      <Facts
        rows={[
          [words.registers, names(procedure.registers)],
          [words.outcomes, names(procedure.outcomes)],
          [words.atEnd, lines(procedure.onEnd)],
        ]}
      />
      {procedure.schedules.length > 0 && <h3>{words.schedules}</h3>}
      {procedure.schedules.map((schedule) => (
        <section key={schedule.id} className="step" aria-label={say(schedule.label)}>
          <strong>{say(schedule.label)}</strong>
          <Citations citations={schedule.citations} />
          <Facts
            rows={[
              [words.when, say(schedule.when)],
              [words.does, say(schedule.does)],
            ]}
          />
        </section>
      ))}
    </>
  );
}

function Rules({ procedure }: { procedure: ProcedureInWords }) {
  const words = useWords(roomWords);
  const { say } = useSpeech();
  return (
    <>
      <h3>{words.decisions}</h3>
      {procedure.decisions.length === 0 && <p className="muted">{words.none}</p>}
      <ul className="titles">
        {procedure.decisions.map(({ id, label }) => (
          <li key={id}>
            <Link to={paths.decision(id)}>{say(label)}</Link>
          </li>
        ))}
      </ul>
      {procedure.figures.length > 0 && <h3>{words.figures}</h3>}
      <Figures figures={procedure.figures} />
    </>
  );
}
