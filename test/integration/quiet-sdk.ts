/**
 * Before each file of tests with servers: the SDK tells only errors. That a worker starts and stops, and that a case
 * which a test has ended is still being worked on, is what tests bring about; told each time, it hides what matters.
 */
import { DefaultLogger, Runtime } from '@temporalio/worker';

Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });
