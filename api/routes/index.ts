import type { ApiOptions } from '../app.ts';
import type { App, Context } from '../context.ts';
import { auditRoutes } from './audit.ts';
import { calendarRoutes } from './calendars.ts';
import { caseRoutes } from './cases.ts';
import { definitionRoutes } from './definitions.ts';
import { demoRoutes } from './demo.ts';
import { eventRoutes } from './events.ts';
import { fileRoutes } from './files.ts';
import { healthRoutes } from './health.ts';
import { inboxRoutes } from './inbox.ts';
import { incidentRoutes } from './incidents.ts';
import { meRoutes } from './me.ts';
import { messageRoutes } from './messages.ts';
import { offerRoutes } from './offers.ts';
import { personRoutes } from './persons.ts';
import { registerRoutes as registersRoutes } from './registers.ts';
import { taskActionRoutes } from './task-actions.ts';
import { taskRoutes } from './tasks.ts';

export async function registerRoutes(app: App, context: Context, options: ApiOptions): Promise<void> {
  healthRoutes(app, context);
  await demoRoutes(app, context, options);
  meRoutes(app, context);
  personRoutes(app, context);
  definitionRoutes(app, context);
  caseRoutes(app, context);
  messageRoutes(app, context);
  taskRoutes(app, context);
  taskActionRoutes(app, context);
  offerRoutes(app, context);
  inboxRoutes(app, context);
  eventRoutes(app, context);
  incidentRoutes(app, context);
  calendarRoutes(app, context);
  await registersRoutes(app, context);
  await fileRoutes(app, context);
  auditRoutes(app, context);
}
