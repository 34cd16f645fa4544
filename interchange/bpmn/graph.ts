/**
 * The flow of a procedure as a graph of BPMN elements: the one place that says which element stands for what. Drawn by
 * `to-xml.ts`, followed by `way.ts`. Pure.
 *
 * A step is the element `step_<id>`. A script that may leave by several ways is followed by a gateway; ways that lead to
 * the same place are one flow. What comes at any time (messages, deadlines of no single step) is an event subprocess of
 * its own, and leads back into the flow by link events.
 */
import type {
  Bundle,
  Clause,
  Deadline,
  Each,
  Effect,
  Exit,
  Message,
  Procedure,
  Script,
  Step,
  StepId,
  SubprocessStep,
  WaitBranch,
  WaitStep,
} from '../../engine/model.ts';
import { successors } from '../../engine/program.ts';
import { printExpr } from '../../rules/expression/print.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { Citation, Label } from '../../rules/label.ts';
import { clockWords } from './clock-words.ts';
import { conditionWords, type FieldNames, fieldNames } from './condition-words.ts';

export type Shape =
  | 'userTask'
  | 'businessRuleTask'
  | 'scriptTask'
  | 'sendTask'
  | 'serviceTask'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'inclusiveGateway'
  | 'complexGateway'
  | 'eventBasedGateway'
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'subProcess'
  | 'textAnnotation';

export interface Trigger {
  kind: 'message' | 'timer' | 'error' | 'escalation' | 'link' | 'terminate';
  /** The message, the code, or the name of the link. */
  of?: string;
  /** When a timer fires, as FEEL. */
  at?: string;
}

export interface FlowNode {
  id: string;
  shape: Shape;
  /** The subprocess that it lies in; null: the process itself. */
  scope: string | null;
  name: Label | null;
  step?: StepId;
  /** Who does it, where that is no matter of the case data. */
  group?: { id: string; label: Label };
  trigger?: Trigger;
  /** Of a boundary event: on whose edge. */
  attachedTo?: string;
  /** Of a boundary event, or of the start of an event subprocess. */
  interrupting?: boolean;
  /** A subprocess that its own start event begins. */
  byEvent?: true;
  multi?: { sequential: boolean; until?: string };
  /** How many a complex gateway waits for. */
  count?: number;
  citations: readonly Citation[];
  clock?: Deadline;
}

export interface Flow {
  id: string;
  scope: string | null;
  from: string;
  to: string;
  name: Label | null;
  /** As FEEL. */
  condition?: string;
  /** Taken when no other way of the gateway is. */
  otherwise?: true;
}

/** One way in which a script can be left: through which flows, to which steps or end. For following a case. */
export interface Way {
  /** The name of the script, as in `Frame`. */
  script: string;
  flows: string[];
  steps: StepId[];
  /** With which outcomes the case ends here; none: it goes on. */
  outcomes: string[];
  /** A step that is opened beside the flow. */
  beside?: true;
}

export interface FlowGraph {
  procedure: Procedure;
  nodes: FlowNode[];
  flows: Flow[];
  ways: Way[];
}

export const elementOf = (step: StepId): string => `step_${step}`;
export const START = 'start';
/** Before the id of a step: the timer that opens it. */
export const OPENS = 'opens_';
/** Where a link to the step comes out. */
export const linkTo = (step: StepId): string => `link_${step}`;

export function flowGraph({ procedure, decisions }: Bundle): FlowGraph {
  const graph: FlowGraph = { procedure, nodes: [], flows: [], ways: [] };
  const names = fieldNames(procedure, decisions);
  const draw: Draw = { graph, names, steps: new Map(procedure.steps.map((step) => [step.id, step])) };
  node(draw, { id: START, shape: 'startEvent', scope: null, name: startName(procedure), ...startTrigger(procedure) });
  route(draw, { script: 'start', clauses: procedure.start, from: START, scope: null });
  for (const step of procedure.steps) drawStep(draw, step);
  for (const deadline of procedure.deadlines) drawDeadline(draw, deadline);
  for (const message of procedure.messages) drawMessage(draw, message);
  return graph;
}

interface Draw {
  graph: FlowGraph;
  names: FieldNames;
  steps: ReadonlyMap<StepId, Step>;
}

function node({ graph }: Draw, made: Omit<FlowNode, 'citations'> & { citations?: readonly Citation[] }): string {
  if (!graph.nodes.some(({ id }) => id === made.id)) graph.nodes.push({ citations: [], ...made });
  return made.id;
}

// ── the beginning ───────────────────────────────────────────────────────────────────────────────────────────────

function startName({ startedBy, groups }: Procedure): Label | null {
  const by = startedBy.flatMap((id) => groups.find((group) => group.id === id)?.label ?? []);
  return by.length === 0 ? null : joined(by);
}

function startTrigger({ schedules }: Procedure): { trigger: Trigger } | Record<never, never> {
  return schedules.some(({ offer, writes }) => offer === undefined && writes === undefined)
    ? { trigger: { kind: 'timer' } }
    : {};
}

function joined(labels: readonly Label[], zh = '、', en = ', '): Label {
  return { zh: labels.map((label) => label.zh).join(zh), en: labels.map((label) => label.en).join(en) };
}

// ── steps ───────────────────────────────────────────────────────────────────────────────────────────────────────

const SHAPES = {
  rule: 'businessRuleTask',
  system: 'scriptTask',
  document: 'serviceTask',
  register: 'serviceTask',
  service: 'serviceTask',
  notification: 'sendTask',
} as const;

function drawStep(draw: Draw, step: Step): void {
  const scope = step.scope === undefined ? null : elementOf(step.scope);
  const { id, label: name, citations } = step;
  const base = { id: elementOf(id), scope, name, step: id, citations };
  drawOpening(draw, step, scope);
  switch (step.kind) {
    case 'task':
      node(draw, { ...base, shape: 'userTask', ...groupOf(draw, step.group), ...multi(step.each) });
      drawSideSteps(draw, step.onItem, base.id, scope);
      break;
    case 'auto':
      node(draw, { ...base, shape: step.shape === 'gateway' ? gatewayOf(step.then) : SHAPES[step.shape] });
      break;
    case 'join':
      node(draw, { ...base, ...(step.mode === 'all' ? ALL : { shape: 'complexGateway', count: step.mode }) });
      break;
    case 'subprocess':
      node(draw, { ...base, shape: 'subProcess', ...multi(step.each) });
      drawInside(draw, step, scope);
      break;
    case 'wait':
      return drawWait(draw, step, base);
  }
  route(draw, { script: `step:${id}`, clauses: step.then, from: base.id, scope });
}

/** It waits for every token that can still come: what BPMN calls an inclusive join. */
const ALL = { shape: 'inclusiveGateway' } as const;

function gatewayOf(script: Script): 'exclusiveGateway' | 'parallelGateway' {
  const [first] = script;
  const forks = script.length === 1 && first?.exit?.kind === 'goto' && first.exit.targets.length > 1;
  return forks ? 'parallelGateway' : 'exclusiveGateway';
}

function groupOf({ graph }: Draw, group: Expr): { group: { id: string; label: Label } } | Record<never, never> {
  const found = group.op === 'const' ? graph.procedure.groups.find(({ id }) => id === group.value) : undefined;
  return found === undefined ? {} : { group: { id: found.id, label: found.label } };
}

function multi(each: Each | undefined): Pick<FlowNode, 'multi'> {
  if (each === undefined) return {};
  return { multi: { sequential: each.sequential, ...(each.until && { until: printExpr(each.until) }) } };
}

/** A step that opens at an instant is preceded by a timer. */
function drawOpening(draw: Draw, step: Step, scope: string | null): void {
  if (step.opensAt === undefined) return;
  const id = entryOf(step);
  const trigger = { kind: 'timer' as const, at: printExpr(step.opensAt) };
  node(draw, { id, shape: 'intermediateCatchEvent', scope, name: { zh: '到时开启', en: 'Opens in time' }, trigger });
  flow(draw, { scope, from: id, to: elementOf(step.id), name: null });
}

/** Where a token that is sent to the step arrives. */
function entryOf(step: Step | undefined): string {
  if (step === undefined) throw new Error('a target that is no step; the compiler lets none through');
  return step.opensAt === undefined ? elementOf(step.id) : OPENS + step.id;
}

function drawInside(draw: Draw, step: SubprocessStep, scope: string | null): void {
  const inside = elementOf(step.id);
  const from = node(draw, { id: `start_${step.id}`, shape: 'startEvent', scope: inside, name: null });
  route(draw, { script: `scope:${step.id}`, clauses: step.start, from, scope: inside });
  step.catches.forEach((caught, index) => {
    const id = node(draw, {
      id: `catch_${step.id}_${index}`,
      shape: 'boundaryEvent',
      scope,
      name: { zh: caught.code, en: caught.code },
      attachedTo: inside,
      interrupting: caught.kind === 'error' || caught.interrupting,
      trigger: { kind: caught.kind, of: caught.code },
    });
    route(draw, { script: `catch:${step.id}:${index}`, clauses: caught.then, from: id, scope });
  });
}

function drawWait(draw: Draw, step: WaitStep, base: Omit<FlowNode, 'shape'>): void {
  const { scope } = base;
  const [only] = step.branches;
  const single = step.branches.length === 1 && only !== undefined;
  if (single) node(draw, { ...base, shape: 'intermediateCatchEvent', trigger: triggerOf(only) });
  else node(draw, { ...base, shape: 'eventBasedGateway' });
  step.branches.forEach((branch, index) => {
    const from = single ? base.id : drawBranch(draw, step, branch, index, scope);
    const script = `wait:${step.id}:${index}`;
    const into = single ? [] : [flow(draw, { scope, from: base.id, to: from, name: null })];
    route(draw, { script, clauses: branch.then, from, scope, into });
  });
}

function drawBranch(draw: Draw, step: WaitStep, branch: WaitBranch, index: number, scope: string | null): string {
  const awaited = branch.kind === 'message' ? messageLabel(draw, branch.message) : { zh: '到期', en: 'In time' };
  const when = branch.kind === 'message' && branch.when ? conditionWords(branch.when, draw.names) : null;
  const name = when === null ? awaited : joined([awaited, when], '：', ': ');
  const id = `wait_${step.id}_${index}`;
  return node(draw, { id, shape: 'intermediateCatchEvent', scope, name, trigger: triggerOf(branch) });
}

function triggerOf(branch: WaitBranch): Trigger {
  return branch.kind === 'message'
    ? { kind: 'message', of: branch.message }
    : { kind: 'timer', at: printExpr(branch.at) };
}

function messageLabel({ graph }: Draw, id: string): Label {
  return graph.procedure.messages.find((message) => message.id === id)?.label ?? { zh: id, en: id };
}

// ── scripts ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Leaving {
  script: string;
  clauses: Script;
  from: string;
  scope: string | null;
  /** Flows by which `from` itself is reached whenever the script runs. */
  into?: string[];
  /** Of an event subprocess: targets lie outside, where only a link leads. */
  links?: true;
  /** The script may run out without an exit, and then nothing more follows. */
  mayRunOut?: true;
}

interface Branch {
  exit: Exit;
  conditions: (Expr | undefined)[];
}

/** Draws what follows an event: gateways where there is a choice, then steps and ends. */
function route(draw: Draw, leaving: Leaving): void {
  const { clauses, from, scope, into = [] } = leaving;
  drawSideSteps(draw, clauses, from, scope, leaving);
  const branches = branchesOf(leaving);
  const choice = branches.length > 1;
  const gateway = choice ? choiceAfter(draw, leaving) : { id: from, into };
  for (const { exit, conditions } of branches) {
    const otherwise = choice && conditions.includes(undefined);
    const condition = otherwise || !choice ? undefined : anyOf(conditions);
    const name = otherwise ? OTHERWISE : condition === undefined ? null : conditionWords(condition, draw.names);
    const labelled = { name, ...(condition && { condition: printExpr(condition) }), ...(otherwise && { otherwise }) };
    const { flows, steps } = drawExit(draw, leaving, exit, gateway.id, labelled as Labelled);
    const outcomes = exit.kind === 'end' ? outcomesIn(exit.outcome, draw.graph.procedure).map(({ id }) => id) : [];
    draw.graph.ways.push({ script: leaving.script, flows: [...gateway.into, ...flows], steps, outcomes });
  }
}

type Labelled = Pick<Flow, 'name' | 'condition' | 'otherwise'>;
const OTHERWISE: Label = { zh: '其他', en: 'otherwise' };
const DONE: Exit = { kind: 'done' };

function anyOf(conditions: readonly (Expr | undefined)[]): Expr | undefined {
  const args = conditions.flatMap((condition) => condition ?? []);
  return args.length > 1 ? { op: 'or', args } : args[0];
}

/** The exits in order, each with the conditions under which it is taken, up to one that always is. */
function branchesOf({ clauses, mayRunOut }: Leaving): Branch[] {
  const branches = new Map<string, Branch>();
  const add = (exit: Exit, when: Expr | undefined) => {
    const key = JSON.stringify(exit);
    const branch = branches.get(key) ?? { exit, conditions: [] };
    branch.conditions.push(when);
    branches.set(key, branch);
  };
  const leaving = clauses.filter((clause): clause is Clause & { exit: Exit } => clause.exit !== undefined);
  const always = leaving.findIndex(({ when }) => when === undefined);
  for (const { exit, when } of always < 0 ? leaving : leaving.slice(0, always + 1)) add(exit, when);
  if (leaving.length === 0 || (mayRunOut && always < 0)) add(DONE, undefined);
  return [...branches.values()];
}

/** The gateway of a choice; a step that is nothing but a choice is its own. */
function choiceAfter(draw: Draw, { from, scope, into = [] }: Leaving): { id: string; into: string[] } {
  if (draw.graph.nodes.find(({ id }) => id === from)?.shape === 'exclusiveGateway') return { id: from, into };
  const id = node(draw, { id: `choice_${from}`, shape: 'exclusiveGateway', scope, name: null });
  return { id, into: [...into, flow(draw, { scope, from, to: id, name: null })] };
}

function drawExit(draw: Draw, leaving: Leaving, exit: Exit, from: string, labelled: Labelled) {
  const { scope } = leaving;
  if (exit.kind !== 'goto') {
    return { flows: [flow(draw, { scope, from, to: endOf(draw, exit, scope), ...labelled })], steps: [] };
  }
  const steps = exit.targets.map(({ step }) => step);
  const [first] = exit.targets;
  if (first !== undefined && exit.targets.length === 1 && first.when === undefined) {
    return { flows: [flow(draw, { scope, from, to: targetOf(draw, leaving, first.step), ...labelled })], steps };
  }
  const fork = forkAfter(draw, exit, from, scope);
  const into = fork === from ? [] : [flow(draw, { scope, from, to: fork, ...labelled })];
  const flows = exit.targets.map(({ step, when }) => {
    const condition = when && { condition: printExpr(when) };
    const name = when === undefined ? null : conditionWords(when, draw.names);
    return flow(draw, { scope, from: fork, to: targetOf(draw, leaving, step), name, ...condition });
  });
  return { flows: [...into, ...flows], steps };
}

function forkAfter(draw: Draw, exit: Extract<Exit, { kind: 'goto' }>, from: string, scope: string | null): string {
  const { nodes } = draw.graph;
  if (nodes.find(({ id }) => id === from)?.shape === 'parallelGateway') return from;
  const some = exit.targets.some(({ when }) => when !== undefined);
  const id = `fork_${from}_${nodes.filter((other) => other.id.startsWith(`fork_${from}_`)).length}`;
  return node(draw, { id, shape: some ? 'inclusiveGateway' : 'parallelGateway', scope, name: null });
}

/** The step itself, or from within an event subprocess a link to it. */
function targetOf(draw: Draw, { scope, links }: Leaving, step: StepId): string {
  const target = draw.steps.get(step);
  const entry = entryOf(target);
  if (links === undefined || target === undefined) return entry;
  const trigger = { kind: 'link' as const, of: step };
  const around = target.scope === undefined ? null : elementOf(target.scope);
  const name = target.label;
  const caught = linkTo(step);
  if (!draw.graph.nodes.some(({ id }) => id === caught)) {
    node(draw, { id: caught, shape: 'intermediateCatchEvent', scope: around, name, trigger });
    flow(draw, { scope: around, from: caught, to: entry, name: null });
  }
  const id = `to_${step}_${scope}`;
  return node(draw, { id, shape: 'intermediateThrowEvent', scope, name, trigger });
}

function endOf(draw: Draw, exit: Exclude<Exit, { kind: 'goto' }>, scope: string | null): string {
  const within = scope === null ? '' : `_${scope}`;
  if (exit.kind === 'done') return node(draw, { id: `done${within}`, shape: 'endEvent', scope, name: null });
  if (exit.kind === 'error') {
    const name = { zh: exit.code, en: exit.code };
    const trigger = { kind: 'error' as const, of: exit.code };
    return node(draw, { id: `error_${exit.code}${within}`, shape: 'endEvent', scope, name, trigger });
  }
  const outcomes = outcomesIn(exit.outcome, draw.graph.procedure);
  const id = `end_${outcomes.map((outcome) => outcome.id).join('_')}${within}`;
  const name = joined(
    outcomes.map(({ label }) => label),
    ' / ',
    ' / ',
  );
  return node(draw, { id, shape: 'endEvent', scope, name, trigger: { kind: 'terminate' } });
}

/** The outcomes that an expression can give: the one it names, those among its branches, or else any. */
function outcomesIn(outcome: Expr, { outcomes }: Procedure): Procedure['outcomes'] {
  const named = constantsIn(outcome);
  const found = outcomes.filter(({ id }) => named.includes(id));
  return found.length === 0 ? outcomes : found;
}

function constantsIn(expr: Expr): string[] {
  if (expr.op === 'if') return [...constantsIn(expr.yes), ...constantsIn(expr.no)];
  return expr.op === 'const' && typeof expr.value === 'string' ? [expr.value] : [];
}

/** Steps that are opened beside the flow: a flow of their own, conditional where the opening is. */
function drawSideSteps(
  draw: Draw,
  script: readonly (Clause | Effect)[],
  from: string,
  scope: string | null,
  leaving?: Leaving,
): void {
  for (const { step, when } of openedBy(script)) {
    const to = targetOf(draw, leaving ?? { script: '', clauses: [], from, scope }, step);
    const condition = when && { condition: printExpr(when) };
    const name = when === undefined ? null : conditionWords(when, draw.names);
    const id = flow(draw, { scope, from, to, name, ...condition });
    if (leaving !== undefined) {
      draw.graph.ways.push({
        script: leaving.script,
        flows: [...(leaving.into ?? []), id],
        steps: [step],
        outcomes: [],
        beside: true,
      });
    }
  }
}

function openedBy(script: readonly (Clause | Effect)[], around?: Expr): { step: StepId; when: Expr | undefined }[] {
  return script.flatMap((part) => {
    const when = part.when ?? around;
    if ('effects' in part) return openedBy(part.effects, when);
    return 'kind' in part && part.kind === 'open' ? [{ step: part.step, when }] : [];
  });
}

/** A flow between two places is drawn once. */
function flow({ graph }: Draw, made: Omit<Flow, 'id'>): string {
  const found = graph.flows.find(({ from, to }) => from === made.from && to === made.to);
  if (found !== undefined) return found.id;
  const id = `flow_${made.from}__${made.to}`;
  graph.flows.push({ id, ...made });
  return id;
}

// ── deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────

const leads = (script: Script): boolean => script.some(({ exit }) => exit !== undefined) || openedBy(script).length > 0;

/** On the edge of the step whose time it counts; of no single step: an event subprocess if it moves the case, or a note. */
function drawDeadline(draw: Draw, deadline: Deadline): void {
  const script = `deadline:${deadline.id}`;
  const { overdue: clauses, citations } = deadline;
  const name = clockWords(deadline);
  const step = draw.steps.get(stepOfClock(draw, deadline) ?? '');
  const trigger = { kind: 'timer' as const };
  if (step !== undefined) {
    const scope = step.scope === undefined ? null : elementOf(step.scope);
    const attached = { attachedTo: elementOf(step.id), interrupting: closes(clauses, step.id), clock: deadline };
    const id = `clock_${deadline.id}`;
    node(draw, { id, shape: 'boundaryEvent', scope, name, trigger, citations, ...attached });
    if (leads(clauses)) route(draw, { script, clauses, from: id, scope, mayRunOut: true });
  } else if (leads(clauses)) {
    drawAnyTime(draw, { id: `clock_${deadline.id}`, name, citations, clock: deadline }, trigger, script, clauses);
  } else {
    node(draw, { id: `clock_${deadline.id}`, shape: 'textAnnotation', scope: null, name, citations, clock: deadline });
  }
}

function closes(script: Script, step: StepId): boolean {
  return script.some(({ effects }) => effects.some((effect) => effect.kind === 'close' && effect.steps.includes(step)));
}

/** The activity whose completion meets the deadline, if the deadline starts when a token comes to it. */
function stepOfClock({ graph, steps }: Draw, { starts, met }: Deadline): StepId | undefined {
  const [first] = met;
  if (met.length !== 1 || first?.on.kind !== 'completed') return undefined;
  const { step } = first.on;
  const kind = steps.get(step)?.kind;
  if (kind !== 'task' && kind !== 'subprocess') return undefined;
  const begin = graph.procedure.start.flatMap(({ exit }) => (exit?.kind === 'goto' ? exit.targets : []));
  const arrives = starts.every(({ on }) => {
    if (on.kind === 'opened' || on.kind === 'reached') return on.step === step;
    if (on.kind === 'case-started') return begin.some((target) => target.step === step);
    const before = on.kind === 'completed' ? steps.get(on.step) : undefined;
    return before !== undefined && successors(before).includes(step);
  });
  return arrives ? step : undefined;
}

// ── what comes at any time ──────────────────────────────────────────────────────────────────────────────────────

function drawMessage(draw: Draw, message: Message): void {
  const { procedure } = draw.graph;
  const awaited = procedure.steps.some(
    (step) =>
      step.kind === 'wait' && step.branches.some((branch) => 'message' in branch && branch.message === message.id),
  );
  if (awaited && message.do.length === 0) return;
  const { id, label: name, citations } = message;
  const from = message.from.flatMap((group) => ('value' in group ? [group.value] : []));
  const senders = procedure.groups.filter((group) => from.includes(group.id)).map(({ label }) => label);
  const started = { id: `message_${id}`, name, citations, by: senders.length === 0 ? null : joined(senders) };
  drawAnyTime(draw, started, { kind: 'message', of: id }, `message:${id}`, message.do);
}

interface AnyTime extends Pick<FlowNode, 'id' | 'name' | 'citations' | 'clock'> {
  /** Who sets it going. */
  by?: Label | null;
}

function drawAnyTime(draw: Draw, { by = null, ...around }: AnyTime, trigger: Trigger, script: string, clauses: Script) {
  const scope = node(draw, { ...around, shape: 'subProcess', scope: null, byEvent: true });
  const [first] = clauses;
  const interrupting = clauses.length === 1 && first?.when === undefined && first?.exit?.kind === 'end';
  const id = `start_${around.id}`;
  const from = node(draw, { id, shape: 'startEvent', scope, name: by, trigger, interrupting });
  route(draw, { script, clauses, from, scope, links: true, mayRunOut: true });
}
