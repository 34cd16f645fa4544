/**
 * Activity: carries out one effect that a case owes. Its key (case and number of the legal fact) makes it safe to
 * repeat; `NeverWill` becomes an incident, everything else is tried again.
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
import type { EndNotice } from './shapes.ts';

export interface EffectPorts {
  documents: Documents;
  registers: Registers;
  offers: Offers;
  starts: CaseStarts;
  search: CaseSearch;
  messages: CaseMessages;
}

export function createCarryOut(ports: EffectPorts) {
  return async function carryOut(kind: Owed['kind'], request: EffectRequest): Promise<JsonObject> {
    return orFinalFailure(() => act(ports, kind, request));
  };
}

/** Tells the end of a case to the one that started it; once, under the notice's key. */
export function createTellParent(messages: CaseMessages) {
  return async function tellParent({ key, parent, outcome, data }: EndNotice): Promise<void> {
    await orFinalFailure(() => messages.tellEnd(parent.caseId, key, parent.message, { ...data, outcome }));
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

async function orFinalFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NeverWill) throw ApplicationFailure.nonRetryable(error.message, error.name);
    throw error;
  }
}
