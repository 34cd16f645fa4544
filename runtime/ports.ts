import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { RuntimeFault } from './errors.ts';

const loopback = '127.0.0.1';

/** Whether a server could listen on this TCP port of the loopback address now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = await listen(port);
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  return server !== undefined;
}

/** One port by purpose, and the setting that moves it, for the message. */
export interface PortWish {
  readonly purpose: string;
  readonly setting: string;
  readonly port: number;
}

/**
 * Refuses to start on taken ports, naming all of them at once.
 * @throws RuntimeFault with one line for each taken port.
 */
export async function requireFreePorts(wishes: readonly PortWish[]): Promise<void> {
  const free = await Promise.all(wishes.map((wish) => isPortFree(wish.port)));
  const taken = wishes.filter((_, index) => !free[index]);
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ purpose, setting, port }) =>
      `Port ${port} on ${loopback} (${purpose}) is taken by another program. ` +
      `Stop that program, or choose another port with ${setting}=<port> (0 picks a free one).`,
  );
  throw new RuntimeFault(lines.join('\n'));
}

/**
 * The Temporal server keeps its port in a column of 16 bits with sign. Below 32768 is also outside the
 * range from which operating systems take the ports of outgoing connections.
 */
export const largestServerPort = 32_767;
const smallestPicked = 20_000;

/**
 * `count` different ports from 20000 to 32767 that were free a moment ago. They are held open together
 * while choosing, so that none is handed out twice.
 * @throws RuntimeFault if there are not so many.
 */
export async function pickFreePorts(count: number): Promise<number[]> {
  const held: { port: number; server: Server }[] = [];
  try {
    for (let tries = 0; held.length < count; tries++) {
      if (tries > 1_000)
        throw new RuntimeFault(`No ${count} free ports from ${smallestPicked} to ${largestServerPort}.`);
      const port = randomInt(smallestPicked, largestServerPort + 1);
      const server = await listen(port);
      if (server !== undefined) held.push({ port, server });
    }
    return held.map(({ port }) => port);
  } finally {
    await Promise.all(held.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  }
}

/** Undefined if the port is taken. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: loopback, exclusive: true }, () => resolve(server));
  });
}
