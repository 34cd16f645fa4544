/** `banli person …` and `banli membership …`: who may sign in, and what they are. For administrators. */
import type { Command } from 'commander';
import { type ClientOptions, openClient, withClientOptions } from './client.ts';
import { write } from './output.ts';

interface Membership {
  id: string;
  unit: string;
}

interface Person {
  id: string;
  name: string;
  subject: string | null;
  disabled: boolean;
  memberships: Membership[];
}

const ADMINISTRATOR = 'banli/administrator';

export function registerPerson(program: Command): void {
  const persons = program.command('person').description('who may sign in, for administrators');
  withClientOptions(persons.command('add'))
    .description('a person who signs in under a subject of the identity provider')
    .argument('<name>')
    .requiredOption('--subject <subject>', 'the `sub` of their tokens')
    .option('--id <id>', 'of your own choice; otherwise one is made')
    .action(async (name: string, options: ClientOptions & { subject: string; id?: string }) => {
      const client = await openClient(options, ADMINISTRATOR);
      const { subject, id } = options;
      const { body } = await client.ask('POST', '/api/persons', { name, subject, ...(id === undefined ? {} : { id }) });
      await write(options.json ? `${JSON.stringify(body)}\n` : line(body as Person));
    });

  withClientOptions(persons.command('list'))
    .description('persons by id, with their memberships')
    .option('--search <text>', 'part of an id or name')
    .action(async (options: ClientOptions & { search?: string }) => {
      const client = await openClient(options, ADMINISTRATOR);
      const search = options.search === undefined ? {} : { q: options.search };
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = new URLSearchParams({ limit: '100', ...search, ...(cursor === '' ? {} : { cursor }) });
        const { body } = await client.ask('GET', `/api/persons?${query}`);
        const { items, next } = body as { items: Person[]; next: string | null };
        await write(items.map((person) => (options.json ? `${JSON.stringify(person)}\n` : line(person))).join(''));
        cursor = next;
      }
    });

  withClientOptions(persons.command('remove'))
    .description('they can not sign in any more; what they did stays under their name')
    .argument('<id>')
    .action(async (id: string, options: ClientOptions) => {
      const client = await openClient(options, ADMINISTRATOR);
      await client.ask('DELETE', `/api/persons/${encodeURIComponent(id)}`);
      await write(options.json ? '{}\n' : `${id} is disabled\n`);
    });
}

export function registerMembership(program: Command): void {
  const memberships = program.command('membership').description('what persons are, for administrators');
  const group = '<slug>/<group> of a document, or banli/operator, auditor, author, administrator';
  const unit = 'a unit, e.g. a county; without it the city, which acts for every unit';
  withClientOptions(memberships.command('add'))
    .description('puts a person into a group')
    .argument('<person>', 'id')
    .argument('<group>', group)
    .option('--unit <unit>', unit, '')
    .action(async (id: string, group: string, options: ClientOptions & { unit: string }) => {
      const client = await openClient(options, ADMINISTRATOR);
      const { body } = await client.ask('POST', path(id), { group, unit: options.unit });
      await write(told(id, body, options));
    });

  withClientOptions(memberships.command('remove'))
    .description('takes a person out of a group')
    .argument('<person>', 'id')
    .argument('<group>', group)
    .option('--unit <unit>', unit, '')
    .action(async (id: string, group: string, options: ClientOptions & { unit: string }) => {
      const client = await openClient(options, ADMINISTRATOR);
      const query = new URLSearchParams({ group, unit: options.unit });
      const { body } = await client.ask('DELETE', `${path(id)}?${query}`);
      await write(told(id, body, options));
    });
}

function path(id: string): string {
  return `/api/persons/${encodeURIComponent(id)}/memberships`;
}

function told(id: string, body: unknown, { json }: ClientOptions): string {
  return json ? `${JSON.stringify(body)}\n` : `${id}  ${groups((body as { items: Membership[] }).items)}\n`;
}

function line({ id, name, subject, disabled, memberships }: Person): string {
  return `${id}  ${name}  ${subject ?? ''}${disabled ? '  disabled' : ''}  ${groups(memberships)}\n`;
}

function groups(memberships: readonly Membership[]): string {
  return memberships.map(({ id, unit }) => (unit === '' ? id : `${id}@${unit}`)).join(' ') || 'in no group';
}
