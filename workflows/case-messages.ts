/** Messages of the system from one case to others. */
import type { CaseMessages, ContentStore, Delivery } from '../activities/ports.ts';
import type { Bundle } from '../engine/model.ts';
import type { JsonObject } from '../rules/json.ts';
import { type CaseClient, CaseRefusal } from './case-client.ts';

export function createCaseMessages(cases: CaseClient, content: ContentStore): CaseMessages {
  async function deliver(caseId: string, id: string, message: string, data: JsonObject): Promise<Delivery> {
    try {
      await cases.command({ caseId, id, command: { type: 'message', message, data } });
      return { accepted: true };
    } catch (error) {
      // Busy heals and is tried again; every other refusal is an answer.
      if (error instanceof CaseRefusal && error.type !== 'busy') return { accepted: false, reason: error.message };
      throw error;
    }
  }

  return {
    deliver,
    async tellEnd(caseId, id, message, data) {
      try {
        const { state } = await cases.state(caseId);
        const bundle = JSON.parse((await content.get(state.definition)) ?? 'null') as Bundle | null;
        if (bundle === null) throw new Error(`The content store has nothing under ${state.definition}.`);
        return await deliver(caseId, id, message, fieldsOf(bundle, message, data));
      } catch (error) {
        if (error instanceof CaseRefusal && error.type === 'not-open')
          return { accepted: false, reason: error.message };
        throw error;
      }
    },
  };
}

/** Of the data, what the message's form asks for. */
function fieldsOf({ procedure }: Bundle, message: string, data: JsonObject): JsonObject {
  const fields = procedure.messages.find(({ id }) => id === message)?.form.fields ?? [];
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = data[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
