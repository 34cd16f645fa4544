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
import { DefinitionChange, DefinitionDetail, DefinitionSummary, FindingSchema } from './definitions.ts';

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
  TaskDetail,
  Accepted,
  Started,
  DefinitionSummary,
  DefinitionDetail,
  DefinitionChange,
  FindingSchema,
];
