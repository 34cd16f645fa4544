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
import { Provision, RuleDecision, Way } from './guidance.ts';
import { DefinitionChange, DefinitionDetail, DefinitionSummary, FindingSchema } from './definitions.ts';

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
  TaskDetail,
  Accepted,
  Started,
  DefinitionSummary,
  DefinitionDetail,
  DefinitionChange,
  FindingSchema,
];
