/** Cases, tasks and incidents from the read model, registers and files. */
import { getBlob, ownsBlob, putBlob } from '../../store/blobs.ts';
import { campaignMembers, campaignProgress, listCampaigns } from '../../store/campaigns.ts';
import { caseView, countUnread, inbox, listCases, markSeen, seenHead, timeline } from '../../store/case-view.ts';
import { firstCalendar } from '../../store/cases.ts';
import { commentsOf, writeComment } from '../../store/comments.ts';
import type { Store } from '../../store/database.ts';
import { countDone, countWaiting, doneTasks, hasPartIn, listenToDesk, waitingCases } from '../../store/desk.ts';
import { listIncidents, openCasesByDefinition, openCasesWithOtherCalendar } from '../../store/operations.ts';
import { editRow } from '../../store/register-edit.ts';
import { rowHistory } from '../../store/register-history.ts';
import { importIntoRegister, tryImport } from '../../store/register-import.ts';
import { registerRow, searchRegister } from '../../store/registers.ts';
import { relatedCases } from '../../store/related.ts';
import { dropView, listViews, saveView } from '../../store/saved-views.ts';
import { searchCases } from '../../store/search.ts';
import { countTasks, firstTasks, openTask, unitsWithTasks, worklist } from '../../store/worklist.ts';
import type {
  CampaignReader,
  CaseReader,
  Comments,
  DeskReader,
  Files,
  OperationsReader,
  Registers,
  SavedViews,
} from '../ports.ts';

export function createCaseReader(store: Store): CaseReader {
  return {
    view: (caseId) => caseView(store, caseId),
    timeline: (caseId, from, limit) => timeline(store, caseId, from, limit),
    list: (query) => listCases(store, query),
    search: (query) => searchCases(store, query),
    related: (caseId, sight) => relatedCases(store, caseId, sight),
    head: (caseId) => seenHead(store, caseId),
    firstCalendar: (caseId) => firstCalendar(store, caseId),
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
    count: (view, filter, max) => countTasks(store, view, filter, max),
    waiting: (query) => waitingCases(store, query),
    countWaiting: (query, max) => countWaiting(store, query, max),
    done: (query) => doneTasks(store, query),
    countDone: (query, max) => countDone(store, query, max),
    hasPartIn: (caseId, person) => hasPartIn(store, caseId, person),
    task: (caseId, token) => openTask(store, caseId, token),
    units: (groups) => unitsWithTasks(store, groups),
    firstTasks: (memberships) => firstTasks(store, memberships),
    inbox: (query) => inbox(store, query),
    unread: (reader) => countUnread(store, reader),
    markSeen: (person, caseId, seq) => markSeen(store, person, caseId, seq),
    listen: (tell, lost) => listenToDesk(store, tell, lost),
  };
}

export function createSavedViews(store: Store): SavedViews {
  return {
    list: (person) => listViews(store, person),
    save: (person, id, view) => saveView(store, person, id, view),
    drop: (person, id) => dropView(store, person, id),
  };
}

export function createComments(store: Store): Comments {
  return {
    list: (caseId) => commentsOf(store, caseId),
    write: (caseId, author, text) => writeComment(store, caseId, author, text),
  };
}

export function createRegisters(store: Store): Registers {
  return {
    search: (register, query) => searchRegister(store, register, query),
    row: (register, key) => registerRow(store, register, key),
    edit: (register, edit) => editRow(store, register, edit),
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
