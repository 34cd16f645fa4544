/**
 * The command line program. Only the module of the command that is called is loaded. Exit codes: 0 done, 1 a negative
 * answer, 2 wrong usage or input.
 */
import { Command, CommanderError } from 'commander';
import { RuntimeFault } from '../runtime/errors.ts';
import { UsageError, WRONG } from './output.ts';

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<(program: Command) => void>;
}

const COMMANDS: readonly Entry[] = [
  {
    name: 'decide',
    description: 'decide a case by the rules: inputs as JSON on standard input',
    load: async () => (await import('./decide.ts')).registerDecide,
  },
  {
    name: 'draw',
    description: 'a public draw from a sealed pool and a seed; verify a published one',
    load: async () => (await import('./draw.ts')).registerDraw,
  },
  {
    name: 'reconcile',
    description: 'reconcile two lists of any length, given as files, by a decision that compares them line by line',
    load: async () => (await import('./reconcile.ts')).registerReconcile,
  },
  {
    name: 'rehearse',
    description: 'run a case through a script of dated events, on virtual time',
    load: async () => (await import('./rehearse.ts')).registerRehearse,
  },
  {
    name: 'simulate',
    description: 'a year of the office over all procedures, on virtual time',
    load: async () => (await import('./simulate.ts')).registerSimulate,
  },
  {
    name: 'check',
    description: 'everything that is wrong with definitions, at once',
    load: async () => (await import('./check.ts')).registerCheck,
  },
  {
    name: 'diagram',
    description: 'a procedure as BPMN 2.0 XML with its layout',
    load: async () => (await import('./diagram.ts')).registerDiagram,
  },
  {
    name: 'start',
    description: 'start everything: database, Temporal server, worker, API and page',
    load: async () => (await import('./start.ts')).registerStart,
  },
  {
    name: 'replay',
    description: 'check a case fact by fact, from an evidence file or its histories',
    load: async () => (await import('./replay.ts')).registerReplay,
  },
  {
    name: 'history',
    description: 'the histories of cases: export an evidence file',
    load: async () => (await import('./history.ts')).registerHistory,
  },
  {
    name: 'calendar',
    description: 'legal periods, working days and holidays',
    load: async () => (await import('./calendar.ts')).registerCalendar,
  },
  {
    name: 'deploy',
    description: 'deploy the definitions of a folder to a running Banli',
    load: async () => (await import('./deploy.ts')).registerDeploy,
  },
  {
    name: 'case',
    description: 'start, show and work on cases of a running Banli',
    load: async () => (await import('./case.ts')).registerCase,
  },
  {
    name: 'incident',
    description: 'incidents of cases, for operators',
    load: async () => (await import('./incident.ts')).registerIncident,
  },
  {
    name: 'register',
    description: 'registers: list, show, export, import',
    load: async () => (await import('./register.ts')).registerRegister,
  },
  {
    name: 'person',
    description: 'who may sign in, for administrators',
    load: async () => (await import('./person.ts')).registerPerson,
  },
  {
    name: 'membership',
    description: 'what persons are, for administrators',
    load: async () => (await import('./person.ts')).registerMembership,
  },
  {
    name: 'rebuild',
    description: 'make the read model again from the histories of all cases',
    load: async () => (await import('./rebuild.ts')).registerRebuild,
  },
  {
    name: 'doctor',
    description: 'whether this machine can run Banli',
    load: async () => (await import('./doctor.ts')).registerDoctor,
  },
];

async function main(args: readonly string[]): Promise<void> {
  const program = new Command('banli')
    .description('办理 Banli: government procedures, declared in YAML')
    .showHelpAfterError('Run with --help to see how it is used.')
    .exitOverride();
  const [first, second] = args.filter((arg) => !arg.startsWith('-'));
  const called = COMMANDS.find(({ name }) => name === (first === 'help' ? second : first));
  if (called !== undefined) (await called.load())(program);
  else for (const { name, description } of COMMANDS) program.command(name).description(description);
  await program.parseAsync(args, { from: 'user' });
}

/** Commander has told its own faults already. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 || error.code === 'commander.helpDisplayed'
      ? 0
      : error.code.startsWith('commander.')
        ? WRONG
        : error.exitCode;
  }
  if (error instanceof UsageError) {
    console.error(error.message);
    return error.exitCode;
  }
  if (error instanceof RuntimeFault) {
    console.error(error.message);
    return WRONG;
  }
  throw error;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
