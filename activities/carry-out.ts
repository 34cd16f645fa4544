/**
 * Activity: carries out the effects that a case owes. The key of each (case and number of the legal fact) makes it safe
 * to repeat; `NeverWill` becomes an incident, everything else is tried again.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { Owed } from '../engine/model.ts';
import type { JsonObject } from '../rules/json.ts';
import {
  type CaseMessages,
  type CaseSearch,
  type CaseStarts,
  type Documents,
  type EffectRequest,
  NeverWill,
  type Offers,
  type Registers,
} from './ports.ts';
import type { EffectOrder, EffectOutcome, EndNotice } from './shapes.ts';

export interface EffectPorts {
  documents: Documents;
  registers: Registers;
  offers: Offers;
  starts: CaseStarts;
  search: CaseSearch;
  messages: CaseMessages;
}

export function createCarryOut(ports: EffectPorts) {
  return async function carryOut(orders: readonly EffectOrder[]): Promise<EffectOutcome[]> {
    const tried = await Promise.all(orders.map((order) => attempt(ports, order)));
    const outcomes = tried.flatMap((one) => ('later' in one ? [] : [one]));
    const [first] = tried;
    // Nothing can be done now: failing makes the server try again, with growing pauses.
    if (outcomes.length === 0 && first !== undefined && 'later' in first) throw first.later;
    return outcomes;
  };
}

async function attempt(
  ports: EffectPorts,
  { kind, request }: EffectOrder,
): Promise<EffectOutcome | { later: unknown }> {
  try {
    return { of: request.of, result: await act(ports, kind, request) };
  } catch (error) {
    return error instanceof NeverWill ? { of: request.of, failed: error.message } : { later: error };
  }
}

/** Tells the end of a case to the one that started it; once, under the notice's key. */
export function createTellParent(messages: CaseMessages) {
  return async function tellParent({ key, parent, outcome, data }: EndNotice): Promise<void> {
    try {
      await messages.tellEnd(parent.caseId, key, parent.message, { ...data, outcome });
    } catch (error) {
      if (error instanceof NeverWill) throw ApplicationFailure.nonRetryable(error.message, error.name);
      throw error;
    }
  };
}

async function act(ports: EffectPorts, kind: Owed['kind'], request: EffectRequest): Promise<JsonObject> {
  switch (kind) {
    case 'document':
      return { ...(await ports.documents.issue(request)) };
    case 'register':
      await ports.registers.write(request);
      return {};
    case 'offer':
      return { ...(await ports.offers.offer(request)) };
    case 'start':
      return { ...(await ports.starts.start(request)) };
    case 'send':
      return sendMessage(ports, request);
  }
}

/** To every open case that matches, in order; a case that refuses or has ended meanwhile is told in the result. */
async function sendMessage({ search, messages }: EffectPorts, request: EffectRequest): Promise<JsonObject> {
  const { definition, message, match, data } = request.content as {
    definition: string;
    message: string;
    match: JsonObject;
    data: JsonObject;
  };
  const delivered: string[] = [];
  const refused: JsonObject[] = [];
  for (const caseId of await search.openCases(definition, match)) {
    const { accepted, reason = '' } = await messages.deliver(caseId, request.key, message, data);
    if (accepted) delivered.push(caseId);
    else refused.push({ caseId, reason });
  }
  return { delivered, refused };
}
