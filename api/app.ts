/**
 * The HTTP API, without a socket: `buildApi(ports)` gives an app that a server listens with and tests inject into.
 *
 * A1. Every route names the action that the policy is asked, or says that it is open; one that names none doesn't load.
 * A2. A person is known, and the policy asked, before the body is looked at.
 * A3. Every refusal is problem+json; refused attempts stand in the audit log.
 */
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import sse from '@fastify/sse';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, {
  type FastifyError,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { authenticate, authenticateHolder } from './auth/authenticate.ts';
import { createLibrary, type Library } from './case-file.ts';
import { createCommandService } from './commands/command-service.ts';
import { problemOf } from './commands/refusals.ts';
import type { App, Context } from './context.ts';
import { createMetrics } from './metrics.ts';
import { isPage, servePages } from './pages.ts';
import { POLICY } from './policy/table.ts';
import type { Ports } from './ports.ts';
import { languageOf, withEnglishTitles } from './present/language.ts';
import { Problem, type ProblemError, problemBody } from './problems.ts';
import { registerRoutes } from './routes/index.ts';
import { COMPONENTS } from './schemas/index.ts';
import { validatorCompiler } from './validation.ts';

export interface ApiOptions {
  /** Folder of the built pages; absent: none are served. */
  pages?: string;
  /** Options of pino; false: no log. */
  logger?: boolean | object;
  /** Host names under which the API may be asked; absent: any. Guards the demo profile against other sites' pages. */
  hosts?: readonly string[];
  /** Requests a minute for tokens of demo persons, from one address. */
  demoTokensPerMinute?: number;
}

const BODY_MAX = 1024 * 1024;

export async function buildApi(ports: Ports, options: ApiOptions = {}): Promise<App> {
  const app = Fastify({
    logger: options.logger ?? false,
    bodyLimit: BODY_MAX,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    logController: new LogController({ disableRequestLogging: true }),
  }).withTypeProvider<TypeBoxTypeProvider>() as App;
  const library = createLibrary(ports);
  const context: Context = { ports, library, commands: createCommandService(ports, library) };
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  for (const schema of COMPONENTS) app.addSchema(schema);
  await addGuards(app, options);
  decorate(app, ports, library);
  answerProblems(app, ports, await servePages(app, options.pages));
  await addDocumentation(app);
  createMetrics(app);
  await registerRoutes(app, context, options);
  return app;
}

async function addGuards(app: App, { hosts }: ApiOptions): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        // The pages' components write their styles into the document.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { global: false });
  // Its types say that the plugin is in `default`; what is there is not wrapped as a plugin.
  await app.register(sse as unknown as FastifyPluginAsync<{ heartbeatInterval: number }>, {
    heartbeatInterval: 15_000,
  });
  if (hosts === undefined) return;
  app.addHook('onRequest', async (request) => {
    if (!hosts.includes(request.hostname)) throw new Problem('demo-off');
  });
}

async function addDocumentation(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '办理 Banli',
        version: '1.0.0',
        description:
          'Cases, tasks, deadlines and definitions. Refusals are problem+json; docs/errors.md has every code. Labels are Chinese and English; problems and titles of forms are English with Accept-Language: en.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `schema-${i}`) },
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs' });
  app.get('/api/openapi.json', { config: { action: 'open' }, schema: { hide: true } }, async () => app.swagger());
}

// ── who asks ────────────────────────────────────────────────────────────────────────────────────────────────────

function decorate(app: App, ports: Ports, library: Library): void {
  app.decorateRequest('caller', null as never);
  app.decorateRequest('holder', null as never);
  app.decorateRequest('about', null as never);
  app.decorateRequest('formUnder', 'data');
  app.addHook('onRoute', (route) => {
    if (isPage(route.url) || route.url.startsWith('/api/docs')) route.config = { ...route.config, action: 'open' };
    if (route.config?.action === undefined) throw new Error(`${String(route.method)} ${route.url} names no action`);
  });
  app.addHook('onRequest', async (request, reply) => {
    request.about = {};
    const trace = traceOf(request);
    void reply.header('x-request-id', request.id);
    if (trace !== undefined) void reply.header('traceparent', request.headers.traceparent);
    const { action, byReceipt } = request.routeOptions.config;
    if (action === 'open' || request.is404) return;
    if (byReceipt === true) await authenticateHolder(request, ports);
    else request.caller = await authenticate(request, ports, library);
    // What needs no relation to any thing is decided here; the rest where the thing is known.
    const rows = POLICY.filter((row) => row.action === action);
    const { roles } = request.caller;
    if (rows.every(({ relation, role }) => relation === 'none' && !roles.has(role))) throw new Problem('forbidden');
  });
  app.addHook('preSerialization', async (request, _reply, payload) =>
    languageOf(request.headers['accept-language']) === 'en' ? withEnglishTitles(payload) : payload,
  );
  app.addHook('onResponse', async (request, reply) => {
    const { action, audited } = request.routeOptions.config;
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        traceId: traceOf(request),
      },
      'answered',
    );
    if (!audited || reply.statusCode >= 400 || action === undefined || action === 'open') return;
    await writeAudit(ports, request, action, 'done').catch((error: unknown) => request.log.error(error, 'audit'));
  });
}

/** The trace id of a W3C traceparent header. */
function traceOf(request: FastifyRequest): string | undefined {
  const header = request.headers.traceparent;
  return typeof header === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(header)?.[1] : undefined;
}

function writeAudit(
  ports: Ports,
  request: FastifyRequest,
  action: string,
  outcome: 'done' | 'refused' | 'failed',
  reason?: string,
): Promise<void> {
  const traceId = traceOf(request);
  return ports.audit.write({
    person: request.caller?.person.id ?? null,
    action,
    outcome,
    ...request.about,
    ...(reason === undefined ? {} : { reason }),
    ...(traceId === undefined ? {} : { traceId }),
  });
}

// ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────────

function answerProblems(app: App, ports: Ports, isForPages: (request: FastifyRequest) => boolean): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error, request.formUnder) ?? problemOfFramework(error);
    if (problem.code === 'internal') request.log.error(error, 'fault');
    await auditRefusal(ports, request, problem);
    return answer(reply, problem, request.id);
  });
  app.setNotFoundHandler((request, reply) =>
    isForPages(request) ? reply.sendFile('index.html') : answer(reply, new Problem('not-found'), request.id),
  );
}

function answer(reply: FastifyReply, problem: Problem, requestId: string): FastifyReply {
  if (problem.retryAfter !== undefined && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', String(problem.retryAfter));
  }
  if (problem.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  const language = languageOf(reply.request.headers['accept-language']);
  void reply.header('content-language', language).header('vary', 'accept-language');
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(problemBody(problem, requestId, language));
}

/** Attempts to act, and to see what is not theirs; the database may be what is away. */
async function auditRefusal(ports: Ports, request: FastifyRequest, problem: Problem): Promise<void> {
  const { action } = request.routeOptions.config;
  if (action === undefined || action === 'open' || problem.status >= 500) return;
  const reads = request.method === 'GET';
  if (reads && problem.code !== 'forbidden' && problem.code !== 'not-found') return;
  const reason = problem.parts.reason ?? problem.code;
  await writeAudit(ports, request, action, 'refused', reason).catch((error: unknown) =>
    request.log.error(error, 'audit'),
  );
}

function problemOfFramework(error: FastifyError): Problem {
  if (error.validation !== undefined) {
    const errors = error.validation.map((fault): ProblemError => {
      const { instancePath, keyword, message, params } = fault;
      const missing =
        keyword === 'required' ? `/${String((params as { missingProperty: string }).missingProperty)}` : '';
      const where = error.validationContext === 'body' ? '' : `#/${error.validationContext}`;
      return {
        pointer: `${where}${instancePath}${missing}`,
        code: keyword,
        detail: `格式不符：${message ?? keyword}`,
        detailEn: message ?? keyword,
      };
    });
    return new Problem('bad-request', { errors });
  }
  switch (error.statusCode) {
    case 400:
      return new Problem('bad-request', { detailEn: error.message });
    case 404:
      return new Problem('not-found');
    case 406:
      return new Problem('bad-request', { detailEn: 'Ask with Accept: text/event-stream.' });
    case 413:
      return new Problem('too-large');
    case 415:
      return new Problem('unsupported-media-type');
    case 429:
      return new Problem('rate-limited');
    default:
      return new Problem('internal');
  }
}
