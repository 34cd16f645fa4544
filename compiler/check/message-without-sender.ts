import type { ProcedureCheck } from './define.ts';

export const messageWithoutSender: ProcedureCheck = {
  name: 'message-without-sender',
  severity: 'error',
  about: 'It is not said from whom the message may come.',
  remedy: 'add from: and a group, system (sent by Banli itself) or anyone',
  procedure({ context, nameOf }, tell) {
    for (const [id, node] of context.declared.messages) {
      if (!node.has('from')) tell(nameOf('messages', id), `the message "${id}" has no sender`);
    }
  },
};
