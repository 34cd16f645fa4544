/** Counts and times of requests by route, for Prometheus. */
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { App } from './context.ts';

export function createMetrics(app: App): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'banli_api_' });
  const duration = new Histogram({
    name: 'banli_api_request_seconds',
    help: 'Time of answers by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { config, url } = request.routeOptions;
    if (config.action === undefined) return;
    duration.observe(
      { route: url ?? 'none', method: request.method, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  app.get('/metrics', { config: { action: 'open' }, schema: { hide: true } }, async (_request, reply) => {
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
