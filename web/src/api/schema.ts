// Written by scripts/openapi-client.ts from the API. Do not edit.
export interface paths {
  '/healthz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['isAlive'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Whether database, Temporal server and worker can be reached. */
    get: operations['isReady'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/problems/{code}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readProblem'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/demo/persons': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listDemoPersons'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/demo/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['createDemoToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/persons': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listPersons'];
    put?: never;
    /** @description A person who signs in under this subject. Without an id one is made. */
    post: operations['addPerson'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/persons/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** @description They can not sign in any more. What they did stays under their name. */
    delete: operations['disablePerson'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/persons/{id}/memberships': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listMemberships'];
    put?: never;
    post: operations['grantMembership'];
    delete: operations['withdrawMembership'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/definitions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listDefinitions'];
    put?: never;
    /** @description Compiles a whole set of files and deploys all of them or nothing. Running cases keep the version that they began with. */
    post: operations['deployDefinitions'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/definitions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readDefinition'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Cases that the caller may see, latest start first. */
    get: operations['listCases'];
    put?: never;
    post: operations['startCase'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readCase'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Every fact of the case in order, with its chain hash. */
    get: operations['readCaseHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/decisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What rules decided in the case: which rule applied, on which data, by which article. */
    get: operations['readCaseDecisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/deadlines/{deadline}/explain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Each day of the period and why it counts or not. */
    get: operations['explainDeadline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/campaigns': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Cases that others are around, as far as the caller may see them; latest start first. */
    get: operations['listCampaigns'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/campaigns/{caseId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description How many members stand where. Counted are those that the caller may see. */
    get: operations['readCampaign'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/campaigns/{caseId}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Members of one procedure that the caller may see, latest start first. */
    get: operations['listCampaignMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['sendMessage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Open tasks, those due first before the others, those without a date last. */
    get: operations['listTasks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The task with its form, the case data and the law. Its ETag is needed to complete it. */
    get: operations['readTask'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/claim': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['claimTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['releaseTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/transfer': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['transferTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['completeTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/offers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Cases that the caller is asked to start, with what is known of their input. */
    get: operations['listOffers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/offers/{id}/decline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['declineOffer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/inbox': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readInbox'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/inbox/seen': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['markInboxSeen'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description text/event-stream: event "changed" with {caseId, seq}, when a task or notice of the caller's groups, or a case to which they are a party, has changed. */
    get: operations['listenToEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/incidents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listIncidents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/incidents/{case}/{n}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['retryIncident'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/incidents/{case}/{n}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['resolveIncident'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/calendars': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readCalendar'];
    put?: never;
    /** @description Adds or amends a year. With dryRun nothing changes and the answer says which deadlines of open cases would move. Otherwise it is the calendar of new cases, and open cases go over to it. */
    post: operations['addCalendarYear'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/registers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listRegisters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/registers/{slug}/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Rows by key, page by page; as csv or xlsx all of them, with headings in the language that is asked for. */
    get: operations['searchRegister'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/registers/{slug}/{id}/rows/{key}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What was written to a row, latest first: when, by which case, person or schedule. */
    get: operations['readRegisterHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/registers/{slug}/{id}/import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Merges the rows of a table, all or none: the first line has the key and fields by id or label; an empty cell leaves what is there. The same file again changes nothing. */
    post: operations['importRegister'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/documents/{caseId}/{seq}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The letter. The same document has the same bytes at any time; their SHA-256 is `Repr-Digest` (RFC 9530) and the ETag. */
    get: operations['readDocument'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/documents/{caseId}/{seq}/service': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Tells how and when an issued document reached its addressee (送达). Once, while the case is open. */
    post: operations['serveDocument'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description The body is the file, its Content-Type the kind of it; up to 20 MB. The same content is one file. */
    post: operations['storeFile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/files/{hash}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The bytes. Who did not hand it in names the case whose data hold it. */
    get: operations['readFile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description What people read: Chinese, English. */
    Label: {
      zh: string;
      en: string;
    };
    /**
     * @description Where it stands in law.
     * @example {
     *       "document": "临政规发〔2023〕3号",
     *       "article": "9"
     *     }
     */
    Citation: {
      document: string;
      article: string;
    };
    Named: {
      id: string;
      label: components['schemas']['Label'];
    };
    PersonName: {
      id: string;
      name: string;
    };
    /** @description JSON Schema 2020-12 of a form. x-labels, x-enum-labels, x-help, x-unit, x-order, x-multiline, x-personal are for pages. */
    FormSchema: {
      [key: string]: unknown;
    };
    Problem: {
      /** @description /problems/<code>; see docs/errors.md */
      type: string;
      title: string;
      status: number;
      /** @description Chinese */
      detail: string;
      detailEn: string;
      instance: string;
      reason?: string;
      errors?: {
        /** @description RFC 6901, into the body */
        pointer: string;
        code: string;
        detail: string;
        detailEn: string;
        /** @description Of a table, from 1. */
        line?: number;
        /** @description Heading of the column of a table. */
        field?: string;
      }[];
    } & {
      [key: string]: unknown;
    };
    CaseSummary: {
      id: string;
      /** @description 办件编号 */
      number: string;
      procedure: components['schemas']['Named'];
      /** @description What people know it by, e.g. the name of a company. */
      subject: string;
      unit: string;
      status: 'open' | 'ended';
      outcome: components['schemas']['Named'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      startedAt: string;
      endedAt: string | null;
      /** @description Number of the last fact. */
      seq: number;
    };
    Deadline: {
      id: string;
      label: components['schemas']['Label'];
      citations: components['schemas']['Citation'][];
      /** @enum {unknown} */
      state: 'running' | 'suspended' | 'met' | 'overdue' | 'cancelled';
      /** @enum {unknown} */
      basis: 'working' | 'calendar' | 'fixed';
      /** Format: date */
      from: string;
      days: number;
      extensions: number;
      due: string | null;
      earliest: string | null;
      unknownYear: number | null;
      daysLeft: number | null;
    };
    TaskSummary: {
      id: string;
      caseId: string;
      caseNumber: string;
      subject: string;
      procedure: components['schemas']['Named'];
      step: components['schemas']['Named'];
      item: string | null;
      group: components['schemas']['Named'];
      unit: string;
      claimedBy: components['schemas']['PersonName'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      openedAt: string;
      deadline: components['schemas']['Named'] | null;
      due: string | null;
      dueBasis: string | null;
      dueEarliest: string | null;
      daysLeft: number | null;
      overdue: boolean;
      /** @description Its ETag, without the quotes. */
      version: number;
    };
    DataItem: {
      name: string;
      label: components['schemas']['Label'];
      value: unknown;
      text: components['schemas']['Label'] | null;
      personal: boolean;
    };
    TimelineItem: {
      seq: number;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      at: string;
      type: string;
      text: components['schemas']['Label'];
      by?: components['schemas']['PersonName'];
      onBehalfOf?: string;
    };
    MessageOffer: {
      id: string;
      label: components['schemas']['Label'];
      citations: components['schemas']['Citation'][];
      /** @description Groups as which the caller may send it. */
      as: components['schemas']['Named'][];
      form: components['schemas']['FormSchema'];
    };
    OpenTask: {
      id: string;
      step: components['schemas']['Named'];
      item: string | null;
      group: components['schemas']['Named'];
      unit: string;
      claimedBy: components['schemas']['PersonName'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      openedAt: string;
      due: string | null;
      version: number;
      may: ('claim' | 'release' | 'transfer' | 'complete')[];
    };
    IssuedDocument: {
      id: string;
      label: components['schemas']['Label'];
      /** @description Number of the fact that issued it. */
      seq: number;
      number: string | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      issuedAt: string;
      letters: {
        pdf: string;
        docx: string;
      } | null;
      service: {
        method: components['schemas']['Named'];
        /** Format: date */
        servedOn: string;
        receivedBy: string | null;
        note: string | null;
      } | null;
    };
    CaseDetail: {
      id: string;
      /** @description 办件编号 */
      number: string;
      procedure: components['schemas']['Named'];
      /** @description What people know it by, e.g. the name of a company. */
      subject: string;
      unit: string;
      status: 'open' | 'ended';
      outcome: components['schemas']['Named'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      startedAt: string;
      endedAt: string | null;
      /** @description Number of the last fact. */
      seq: number;
      /** @description SHA-256 of the definition that the case is pinned to. */
      definition: string;
      definitionVersion: number;
      calendar: string;
      startedBy: components['schemas']['PersonName'] | null;
      onBehalfOf: string | null;
      /** @description Open steps: tasks and waits. */
      open: components['schemas']['Named'][];
      tasks: components['schemas']['OpenTask'][];
      deadlines: components['schemas']['Deadline'][];
      documents: components['schemas']['IssuedDocument'][];
      timeline: components['schemas']['TimelineItem'][];
      data: components['schemas']['DataItem'][] | null;
      /** @description Messages that the caller may send. */
      messages: components['schemas']['MessageOffer'][];
      incidents: {
        incident: number;
        kind: string;
        reason: string;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        raisedAt: string;
      }[];
      may: string[];
    };
    CaseAtWork: {
      id: string;
      /** @description 办件编号 */
      number: string;
      procedure: components['schemas']['Named'];
      /** @description What people know it by, e.g. the name of a company. */
      subject: string;
      unit: string;
      status: 'open' | 'ended';
      outcome: components['schemas']['Named'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      startedAt: string;
      endedAt: string | null;
      /** @description Number of the last fact. */
      seq: number;
      unitLabel: components['schemas']['Label'];
      /** @description Steps of its open tasks. */
      steps: components['schemas']['Named'][];
      due: string | null;
      /** @description An open task is past its date. */
      overdue: boolean;
    };
    MemberProgress: {
      procedure: components['schemas']['Named'];
      open: number;
      ended: number;
      /** @description Open cases with a task past its date. */
      overdue: number;
      /** @description Open cases whose first date is today or within seven days. */
      soon: number;
      /** @description Open cases without a task: they wait for a message, a date, another case. */
      waiting: number;
      /** @description A case with tasks at several steps is counted at each. */
      steps: {
        step: components['schemas']['Named'];
        open: number;
        overdue: number;
      }[];
      outcomes: {
        outcome: components['schemas']['Named'];
        cases: number;
      }[];
      units: {
        unit: components['schemas']['Named'];
        open: number;
        ended: number;
        /** @description Open cases with a task past its date. */
        overdue: number;
        /** @description Open cases whose first date is today or within seven days. */
        soon: number;
      }[];
    };
    TaskDetail: {
      id: string;
      caseId: string;
      caseNumber: string;
      subject: string;
      procedure: components['schemas']['Named'];
      step: components['schemas']['Named'];
      item: string | null;
      group: components['schemas']['Named'];
      unit: string;
      claimedBy: components['schemas']['PersonName'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      openedAt: string;
      deadline: components['schemas']['Named'] | null;
      due: string | null;
      dueBasis: string | null;
      dueEarliest: string | null;
      daysLeft: number | null;
      overdue: boolean;
      /** @description Its ETag, without the quotes. */
      version: number;
      citations: components['schemas']['Citation'][];
      form: components['schemas']['FormSchema'];
      data: components['schemas']['DataItem'][];
      /** @description Values that the fields of the form have in the case data now. */
      initial: {
        [key: string]: unknown;
      };
      /** @description Of a multi-instance step: the item. */
      itemValue: unknown;
      deadlines: components['schemas']['Deadline'][];
      /** @description To whom it can be handed over. */
      candidates: components['schemas']['PersonName'][];
      may: ('claim' | 'release' | 'transfer' | 'complete')[];
    };
    Accepted: {
      caseId: string;
      /** @description Number of the last fact that the command brought. */
      seq: number;
      /** @enum {unknown} */
      status: 'new' | 'open' | 'ended';
      outcome: string | null;
      /** @description Whether lists and pages show it already; false: within a moment. */
      visible: boolean;
    };
    Started: {
      caseId: string;
      /** @description Number of the last fact that the command brought. */
      seq: number;
      /** @enum {unknown} */
      status: 'new' | 'open' | 'ended';
      outcome: string | null;
      /** @description Whether lists and pages show it already; false: within a moment. */
      visible: boolean;
      id: string;
      number: string;
      procedure: string;
    };
    DefinitionSummary: {
      /** @enum {unknown} */
      kind: 'procedure' | 'decision';
      id: string;
      version: number;
      /** @description SHA-256 of its canonical JSON; cases are pinned to it. */
      hash: string;
      title: components['schemas']['Label'];
      /** Format: date-time */
      deployedAt: string;
    };
    /** @description Of a procedure: steps, deadlines, messages and the flow; of a decision: outputs and rules. */
    DefinitionDetail: {
      /** @enum {unknown} */
      kind: 'procedure' | 'decision';
      id: string;
      version: number;
      /** @description SHA-256 of its canonical JSON; cases are pinned to it. */
      hash: string;
      title: components['schemas']['Label'];
      /** Format: date-time */
      deployedAt: string;
      citations: components['schemas']['Citation'][];
      document: {
        id: string;
        number: string;
        title: components['schemas']['Label'];
      } | null;
      form: components['schemas']['FormSchema'];
      versions: {
        version: number;
        hash: string;
        current: boolean;
      }[];
      /** @description Groups as which the caller may start it. */
      mayStartAs?: string[];
      startedBy?: string[];
      numberPrefix?: string;
      /** @description The first steps. */
      start?: string[];
      steps?: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        /** @enum {unknown} */
        kind: 'task' | 'auto' | 'wait' | 'join' | 'subprocess';
        /** @description Of an automatic step: rule, document, register, … */
        shape?: string;
        /** @description The subprocess that it lies in. */
        scope?: string;
        group?: string | null;
        form?: components['schemas']['FormSchema'];
        multi?: boolean;
        notSameAs?: string[];
        /** @description Steps to which the flow can go on. */
        next: string[];
      }[];
      deadlines?: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        covers: string[];
        remind: number[];
      }[];
      messages?: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        from: string[];
        form: components['schemas']['FormSchema'];
      }[];
      outcomes?: components['schemas']['Named'][];
      groups?: components['schemas']['Named'][];
      documents?: components['schemas']['Named'][];
      registers?: components['schemas']['Named'][];
      templates?: components['schemas']['Named'][];
      decisions?: string[];
      outputs?: {
        name: string;
        label: components['schemas']['Label'];
      }[];
      rules?: {
        rule: string;
        citations: components['schemas']['Citation'][];
        label: components['schemas']['Label'] | null;
      }[];
    };
    DefinitionChange: {
      /** @enum {unknown} */
      kind: 'procedure' | 'decision';
      id: string;
      version: number;
      hash: string;
      /** @enum {unknown} */
      change: 'new' | 'changed' | 'unchanged';
      previousVersion: number | null;
      /** @description Open cases of earlier versions; they keep theirs. */
      openCases: number;
      meaning: components['schemas']['Label'];
    };
    Finding: {
      file: string;
      line: number;
      column: number;
      check: string;
      /** @enum {unknown} */
      severity: 'error' | 'warning';
      message: string;
      remedy: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  isAlive: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            status: 'ok';
          };
        };
      };
    };
  };
  isReady: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ready: boolean;
            database: {
              ok: boolean;
              reason?: string;
            };
            temporal: {
              ok: boolean;
              reason?: string;
            };
            worker: {
              ok: boolean;
              reason?: string;
            };
          };
        };
      };
      /** @description Default Response */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            ready: boolean;
            database: {
              ok: boolean;
              reason?: string;
            };
            temporal: {
              ok: boolean;
              reason?: string;
            };
            worker: {
              ok: boolean;
              reason?: string;
            };
          };
        };
      };
    };
  };
  readProblem: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            title: string;
            status: number;
            detail: string;
            detailEn: string;
          };
        };
      };
    };
  };
  listDemoPersons: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              name: string;
              groups: {
                id: string;
                label: components['schemas']['Label'];
                unit: string;
                party: boolean;
              }[];
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  createDemoToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          person: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            token: string;
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            expiresAt: string;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            roles: string[];
            groups: {
              id: string;
              label: components['schemas']['Label'];
              unit: string;
              party: boolean;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listPersons: {
    parameters: {
      query?: {
        /** @description Part of an id or name. */
        q?: string;
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              name: string;
              subject: string | null;
              disabled: boolean;
              demo: boolean;
              memberships: {
                id: string;
                label: components['schemas']['Label'];
                unit: string;
              }[];
            }[];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  addPerson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          id?: string;
          name: string;
          subject: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            subject: string | null;
            disabled: boolean;
            demo: boolean;
            memberships: {
              id: string;
              label: components['schemas']['Label'];
              unit: string;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  disablePerson: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listMemberships: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              label: components['schemas']['Label'];
              unit: string;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  grantMembership: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description <slug>/<group>, or banli/<role>. */
          group: string;
          /**
           * @description Empty: the city, which acts for every unit.
           * @default
           */
          unit: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              label: components['schemas']['Label'];
              unit: string;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  withdrawMembership: {
    parameters: {
      query: {
        /** @description <slug>/<group>, or banli/<role>. */
        group: string;
        /** @description Empty: the city, which acts for every unit. */
        unit?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              label: components['schemas']['Label'];
              unit: string;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listDefinitions: {
    parameters: {
      query?: {
        kind?: 'procedure' | 'decision';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              /** @enum {unknown} */
              kind: 'procedure' | 'decision';
              id: string;
              version: number;
              /** @description SHA-256 of its canonical JSON; cases are pinned to it. */
              hash: string;
              title: components['schemas']['Label'];
              /** Format: date-time */
              deployedAt: string;
              mayStartAs: string[];
              document: string | null;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  deployDefinitions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          files: {
            path: string;
            text: string;
          }[];
          /**
           * @description Compile and compare, deploy nothing.
           * @default false
           */
          dryRun: boolean;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            deployed: components['schemas']['DefinitionChange'][];
            warnings: components['schemas']['Finding'][];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readDefinition: {
    parameters: {
      query?: {
        /** @description Where both have the id; left out: the procedure. */
        kind?: 'procedure' | 'decision';
        version?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Of a procedure: steps, deadlines, messages and the flow; of a decision: outputs and rules. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DefinitionDetail'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCases: {
    parameters: {
      query?: {
        /** @description The case number or a part of it. */
        number?: string;
        /** @description Part of a name or another short text of the start. */
        applicant?: string;
        procedure?: string;
        status?: 'open' | 'ended';
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['CaseSummary'][];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  startCase: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required. A new one for each act, the same for a repeat. */
        'idempotency-key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          procedure: string;
          input: {
            [key: string]: unknown;
          };
          /** @description Group as which to start; default: the first that fits. */
          as?: string;
          /** @description Id of the offer that this start takes. */
          offer?: string;
          /** @description The party for whom an officer enters it. */
          onBehalfOf?: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Started'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readCase: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CaseDetail'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readCaseHistory: {
    parameters: {
      query?: {
        /** @description Number of the last fact that is known. */
        after?: number;
        limit?: number;
      };
      header?: never;
      path: {
        /** @description Id of the case. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              fact: {
                seq: number;
                /** @description Legal instant, epoch ms. */
                at: number;
                type: string;
              } & {
                [key: string]: unknown;
              };
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              /** @description Chain hash h(n). */
              hash: string;
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              recordedAt: string;
            }[];
            next: number | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readCaseDecisions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              seq: number;
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              decision: components['schemas']['Named'];
              outputs: {
                [key: string]: unknown;
              };
              results: {
                outputs: {
                  [key: string]: unknown;
                };
                trace: {
                  rule: string;
                  because: {
                    [key: string]: unknown;
                  };
                  citation: components['schemas']['Citation'] | null;
                }[];
                citations: components['schemas']['Citation'][];
              }[];
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  explainDeadline: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case. */
        id: string;
        deadline: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            label: components['schemas']['Label'];
            due: string | null;
            unknownYear: number | null;
            days: {
              /** Format: date */
              date: string;
              /** @enum {unknown} */
              why: 'start' | 'counted' | 'weekend' | 'holiday' | 'suspended' | 'rolled' | 'fixed';
              /** @description Number of a counted day, from 1. */
              n?: number;
              /** @enum {boolean} */
              makeUp?: true;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCampaigns: {
    parameters: {
      query?: {
        status?: 'open' | 'ended';
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['CaseAtWork'][];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readCampaign: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case that is the campaign. */
        caseId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            campaign: components['schemas']['CaseSummary'];
            /** @description Steps of open tasks of the campaign itself. */
            steps: components['schemas']['Named'][];
            members: components['schemas']['MemberProgress'][];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCampaignMembers: {
    parameters: {
      query: {
        procedure: string;
        status?: 'open' | 'ended';
        step?: string;
        /** @description true: open cases without a task. */
        waiting?: boolean;
        outcome?: string;
        /** @description Empty: of the city. */
        unit?: string;
        due?: 'overdue' | 'soon';
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path: {
        /** @description Id of the case that is the campaign. */
        caseId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['CaseAtWork'][];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  sendMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required. */
        'idempotency-key'?: string;
      };
      path: {
        /** @description Id of the case. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          message: string;
          /** @default {} */
          data: {
            [key: string]: unknown;
          };
          as?: string;
          onBehalfOf?: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTasks: {
    parameters: {
      query?: {
        /** @description groups: of the groups that the caller is in; mine: claimed by the caller; party: of the cases that the caller is a party to. */
        view?: 'groups' | 'mine' | 'party';
        /** @description The same as view=mine. */
        mine?: boolean;
        /** @description The same as view=groups. */
        groups?: boolean;
        /** @description With view=groups: only those that nobody has claimed. */
        unclaimed?: boolean;
        /** @description With view=groups: only this one, <slug>/<group>. */
        group?: string;
        procedure?: string;
        overdue?: boolean;
        /** @description Due within so many calendar days. */
        dueWithin?: number;
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['TaskSummary'][];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readTask: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the task: <case id>.<token>. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskDetail'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  claimTask: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the task. */
        'if-match'?: string;
        /** @description The same for every repeat; recommended. */
        'idempotency-key'?: string;
      };
      path: {
        /** @description Id of the task: <case id>.<token>. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  releaseTask: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the task. */
        'if-match'?: string;
        /** @description The same for every repeat; recommended. */
        'idempotency-key'?: string;
      };
      path: {
        /** @description Id of the task: <case id>.<token>. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  transferTask: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the task. */
        'if-match'?: string;
        /** @description The same for every repeat; recommended. */
        'idempotency-key'?: string;
      };
      path: {
        /** @description Id of the task: <case id>.<token>. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Id of the person. */
          to: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  completeTask: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the task. */
        'if-match'?: string;
        /** @description The same for every repeat; recommended. */
        'idempotency-key'?: string;
      };
      path: {
        /** @description Id of the task: <case id>.<token>. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          data: {
            [key: string]: unknown;
          };
          /** @description The party for whom it is entered. */
          onBehalfOf?: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listOffers: {
    parameters: {
      query?: {
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: string;
              caseId: string;
              caseNumber: string;
              procedure: components['schemas']['Named'];
              group: components['schemas']['Named'];
              input: {
                [key: string]: unknown;
              };
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
            }[];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  declineOffer: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readInbox: {
    parameters: {
      query?: {
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              caseId: string;
              caseNumber: string;
              procedure: components['schemas']['Named'];
              subject: string;
              seq: number;
              /** @enum {unknown} */
              kind: 'notice' | 'reminder' | 'escalation';
              group: components['schemas']['Named'];
              template: components['schemas']['Named'] | null;
              deadline: components['schemas']['Named'] | null;
              daysBefore: number | null;
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              seen: boolean;
            }[];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  markInboxSeen: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** Format: uuid */
          caseId: string;
          seq: number;
        };
      };
    };
    responses: {
      /** @description Default Response */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listenToEvents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  listIncidents: {
    parameters: {
      query?: {
        open?: boolean;
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              caseId: string;
              caseNumber: string;
              procedure: string;
              incident: number;
              kind: string;
              reason: string;
              step: string | null;
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              raisedAt: string;
              resolvedAt: string | null;
            }[];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  retryIncident: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case: string;
        n: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  resolveIncident: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        case: string;
        n: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Stays in the history of the case. */
          reason: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readCalendar: {
    parameters: {
      query?: {
        year?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            hash: string;
            firstYear: number;
            lastYear: number;
            years: {
              year: number;
              off: string[];
              work: string[];
              source: string;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  addCalendarYear: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          year: {
            [key: string]: unknown;
          };
          /** @default true */
          dryRun: boolean;
          /** @default 200 */
          limit: number;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            hash: string;
            applied: boolean;
            moved: {
              caseId: string;
              caseNumber: string;
              deadlines: {
                id: string;
                label: components['schemas']['Label'];
                before: string | null;
                after: string | null;
                unknownYear: number | null;
              }[];
            }[];
            /** @description Open cases looked at (dry run) or gone over. */
            cases: number;
            failed: {
              caseId: string;
              reason: string;
            }[];
            /** @description There are more open cases than limit: send it again. */
            more: boolean;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRegisters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              slug: string;
              id: string;
              label: components['schemas']['Label'];
              document: components['schemas']['Label'];
              readable: boolean;
              importable: boolean;
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  searchRegister: {
    parameters: {
      query?: {
        /** @description Part of the key or of a value. */
        q?: string;
        format?: 'json' | 'csv' | 'xlsx';
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path: {
        slug: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              key: string;
              values: {
                [key: string]: unknown;
              };
              texts: {
                [key: string]: components['schemas']['Label'] | null;
              };
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              updatedAt: string;
            }[];
            next: string | null;
            label: components['schemas']['Label'];
            /** @description What the key is made of. */
            key: string;
            fields: {
              name: string;
              label: components['schemas']['Label'];
            }[];
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readRegisterHistory: {
    parameters: {
      query?: {
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path: {
        slug: string;
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              origin:
                | {
                    /** @enum {string} */
                    kind: 'case';
                    caseId: string;
                    caseNumber: string;
                    /** @description Number of the fact that wrote it. */
                    seq: number;
                  }
                | {
                    /** @enum {string} */
                    kind: 'import';
                    by: {
                      id: string;
                      name: string;
                    };
                    /** @description SHA-256 of its bytes. */
                    file: string;
                    line: number;
                  }
                | {
                    /** @enum {string} */
                    kind: 'schedule';
                  };
              values: {
                [key: string]: unknown;
              };
              /** @description What each of these lists gained. */
              adds: {
                [key: string]: unknown;
              };
              texts: {
                [key: string]: components['schemas']['Label'] | null;
              };
            }[];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  importRegister: {
    parameters: {
      query?: {
        /** @description Only checks, and needs no Idempotency-Key. */
        dryRun?: boolean;
      };
      header?: never;
      path: {
        slug: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description SHA-256 of its bytes. */
            file: string;
            dryRun: boolean;
            rows: number;
            added: number;
            changed: number;
            unchanged: number;
            earlier: {
              by: {
                id: string;
                name: string;
              };
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
            } | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readDocument: {
    parameters: {
      query?: {
        format?: 'pdf' | 'docx';
      };
      header?: never;
      path: {
        caseId: string;
        /** @description Number of the fact that issued it. */
        seq: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  serveDocument: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required. */
        'idempotency-key'?: string;
      };
      path: {
        caseId: string;
        /** @description Number of the fact that issued it. */
        seq: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description 直接、邮寄、电子、公告、留置送达
           * @enum {unknown}
           */
          method: 'direct' | 'mail' | 'electronic' | 'announcement' | 'lien';
          /** Format: date */
          servedOn: string;
          receivedBy?: string;
          note?: string;
          /** @description Group as which to tell it. */
          as?: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  storeFile: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @description SHA-256 of its bytes. */
            hash: string;
            size: number;
            mediaType: string;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readFile: {
    parameters: {
      query?: {
        /** @description Id of the case. */
        case?: string;
      };
      header?: never;
      path: {
        /** @description SHA-256 of its bytes. */
        hash: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  readAudit: {
    parameters: {
      query?: {
        case?: string;
        person?: string;
        limit?: number;
        /** @description From Link: rel="next". */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: {
              id: number;
              /** Format: date-time */
              at: string;
              person: components['schemas']['PersonName'] | null;
              actingAs?: string;
              action: string;
              caseId?: string;
              object?: string;
              /** @enum {unknown} */
              outcome: 'done' | 'refused' | 'failed';
              reason?: string;
              traceId?: string;
            }[];
            next: string | null;
          };
        };
      };
      /** @description Default Response */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
      /** @description Default Response */
      '5XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
}
