import { createServer, type Server } from 'node:http';

export interface HealthEndpointOptions {
  /** On loopback; 0 picks one. */
  readonly port: number;
  /** Resolves if the process does its work; the reason of a rejection is answered with 503. */
  readonly check: () => Promise<void>;
  /** Metrics in the text format of Prometheus. */
  readonly metrics?: () => Promise<string>;
}

/** Answers GET /healthz and /metrics for a process that has no other HTTP server. Resolves when it listens. */
export function serveHealth(options: HealthEndpointOptions): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, text: string) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
    };
    const fail = (error: unknown) => answer(503, `${(error as Error).message}\n`);
    if (request.url === '/healthz') options.check().then(() => answer(200, 'ok\n'), fail);
    else if (request.url === '/metrics' && options.metrics) options.metrics().then((text) => answer(200, text), fail);
    else answer(404, 'not found\n');
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve(server));
  });
}
