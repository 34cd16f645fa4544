import { FactItem, ReplayDetail, StateAfter } from './audit.ts';
import { CaseAtWork, MemberProgress } from './campaigns.ts';
import {
  Accepted,
  CaseDetail,
  CaseSummary,
  DataItem,
  Deadline,
  IssuedDocument,
  MessageOffer,
  OpenTask,
  Started,
  TaskDetail,
  TaskSummary,
  TimelineItem,
} from './cases.ts';
import { Citation, JsonSchema, Label, Named, PersonName, ProblemSchema } from './common.ts';
import { AgendaItem } from './deadlines.ts';
import { DefinitionChange, DefinitionDetail, DefinitionSummary, FindingSchema } from './definitions.ts';
import { DoneTask, FoundCase, SavedView, WaitingCase } from './desk.ts';
import { DrawDetail } from './draws.ts';
import { Provision, RuleDecision, Way } from './guidance.ts';
import { Colleagues, Signing } from './office-acts.ts';
import {
  Article,
  ClauseWords,
  DecisionInWords,
  DefinitionDifference,
  DefinitionVersion,
  FigureWords,
  FormWords,
  ProcedureInWords,
} from './procedures.ts';
import { IssuedReceipt, ReceiptCase } from './receipts.ts';
import { ReconciledLine, ReconciliationDetail } from './reconciliations.ts';

import { FigureCase, Figures } from './statistics.ts';

/** Every schema with an `$id`. */
export const COMPONENTS = [
  Label,
  Citation,
  Named,
  PersonName,
  JsonSchema,
  ProblemSchema,
  CaseSummary,
  Deadline,
  TaskSummary,
  DataItem,
  TimelineItem,
  MessageOffer,
  OpenTask,
  IssuedDocument,
  CaseDetail,
  CaseAtWork,
  MemberProgress,
  AgendaItem,
  Figures,
  FigureCase,
  Provision,
  RuleDecision,
  Way,
  Signing,
  Colleagues,
  TaskDetail,
  WaitingCase,
  DoneTask,
  FoundCase,
  SavedView,
  Accepted,
  Started,
  IssuedReceipt,
  ReceiptCase,
  DrawDetail,
  ReconciliationDetail,
  ReconciledLine,
  FactItem,
  StateAfter,
  ReplayDetail,
  DefinitionSummary,
  DefinitionDetail,
  DefinitionChange,
  FindingSchema,
  FormWords,
  ClauseWords,
  FigureWords,
  ProcedureInWords,
  DecisionInWords,
  DefinitionVersion,
  DefinitionDifference,
  Article,
];
