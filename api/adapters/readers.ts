/** Cases, tasks and incidents from the read model, registers and files. */
import { getBlob, ownsBlob, putBlob } from '../../store/blobs.ts';
import { campaignMembers, campaignProgress, listCampaigns } from '../../store/campaigns.ts';
import { caseView, inbox, listCases, markSeen, seenSeq, timeline } from '../../store/case-view.ts';
import type { Store } from '../../store/database.ts';
import { listenToDesk } from '../../store/desk.ts';
import { listIncidents, openCasesByDefinition, openCasesWithOtherCalendar } from '../../store/operations.ts';
import { rowHistory } from '../../store/register-history.ts';
import { importIntoRegister, tryImport } from '../../store/register-import.ts';
import { searchRegister } from '../../store/registers.ts';
import { openTask, unitsWithTasks, worklist } from '../../store/worklist.ts';
import type { CampaignReader, CaseReader, DeskReader, Files, OperationsReader, Registers } from '../ports.ts';

export function createCaseReader(store: Store): CaseReader {
  return {
    view: (caseId) => caseView(store, caseId),
    timeline: (caseId, from, limit) => timeline(store, caseId, from, limit),
    list: (query) => listCases(store, query),
    seq: (caseId) => seenSeq(store, caseId),
  };
}

export function createCampaignReader(store: Store): CampaignReader {
  return {
    list: (query) => listCampaigns(store, query),
    progress: (campaign, sight, days) => campaignProgress(store, campaign, sight, days),
    members: (campaign, members, query) => campaignMembers(store, campaign, members, query),
  };
}

export function createDeskReader(store: Store): DeskReader {
  return {
    worklist: (query) => worklist(store, query),
    task: (caseId, token) => openTask(store, caseId, token),
    units: (groups) => unitsWithTasks(store, groups),
    inbox: (query) => inbox(store, query),
    markSeen: (person, caseId, seq) => markSeen(store, person, caseId, seq),
    listen: (tell, lost) => listenToDesk(store, tell, lost),
  };
}

export function createRegisters(store: Store): Registers {
  return {
    search: (register, query) => searchRegister(store, register, query),
    history: (register, key, query) => rowHistory(store, register, key, query),
    import: (register, rows, by) => importIntoRegister(store, register, rows, by),
    tryImport: (register, rows, file) => tryImport(store, register, rows, file),
  };
}

export function createFiles(store: Store): Files {
  return {
    store: (bytes, mediaType, by) => putBlob(store, bytes, mediaType, by),
    read: (hash) => getBlob(store, hash),
    isOwner: (hash, person) => ownsBlob(store, hash, person),
  };
}

export function createOperationsReader(store: Store): OperationsReader {
  return {
    incidents: (query) => listIncidents(store, query),
    openByDefinition: () => openCasesByDefinition(store),
    openWithOtherCalendar: (calendar, after, limit) => openCasesWithOtherCalendar(store, calendar, after, limit),
  };
}
