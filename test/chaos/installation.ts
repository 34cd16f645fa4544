// The installation under test, in a process of its own that can be killed: `banli start` without deploying anything.
import { runStart } from '../../runtime/start.ts';

process.exitCode = await runStart(process.argv.slice(2));
