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
  '/api/me/substitutes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listOwnSubstitutes'];
    put?: never;
    post: operations['nameOwnSubstitute'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/substitutes/{substitution}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['withdrawOwnSubstitute'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/persons/{id}/substitutes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listSubstitutes'];
    put?: never;
    post: operations['nameSubstitute'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/persons/{id}/substitutes/{substitution}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete: operations['withdrawSubstitute'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/persons/{id}/hand-over': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What a leaver has in hand, and what of it could not go to another person. */
    get: operations['foreseeHandOver'];
    put?: never;
    /** @description Gives all that a leaver has in hand to another person. Sent again, it does what is left. */
    post: operations['handOver'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/drafts/{subject}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readDraft'];
    /** @description Saves over the version that was read; a newer one, of another window, is never overwritten. */
    put: operations['saveDraft'];
    post?: never;
    delete: operations['dropDraft'];
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
  '/api/definitions/{id}/diagram': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The procedure as BPMN 2.0 XML with its layout. A step is the element `step_<id>`. */
    get: operations['readDiagram'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/procedures/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A procedure told in words. */
    get: operations['readProcedure'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/decisions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A decision told in words: its tables, rule by rule, and its figures. */
    get: operations['readDecision'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/decisions/{id}/try': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description What the decision gives for these inputs, rule by rule. Nothing is written. */
    post: operations['tryDecision'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/definitions/{id}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listDefinitionVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/definitions/{id}/comparison': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What differs between two versions, in words; of a procedure with the decisions that it calls. */
    get: operations['compareDefinitionVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/gazettes/{slug}/articles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Which article is carried out by which steps, deadlines and rules of the deployed definitions. */
    get: operations['listArticles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/rehearsals': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Plays a script on virtual time and tries one more act. Of a deployed definition, or of files that are not deployed. Nothing is written. */
    post: operations['rehearse'];
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
  '/api/cases/{id}/way': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Where the case stands in the diagram of its definition, and the way it came. */
    get: operations['readCaseWay'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/timeline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What happened in the case, in words, latest first. */
    get: operations['readCaseTimeline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/registers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What the case wrote into registers, in order. */
    get: operations['readCaseRegisters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/related': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Cases that the caller may see of those that started the case, were started by it, sent it a message or got one from it. */
    get: operations['listRelatedCases'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/comments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Notes of the office beside the case, latest first. Parties do not see them. */
    get: operations['listComments'];
    put?: never;
    post: operations['writeComment'];
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
  '/api/draws/{caseId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readDraw'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/draws/{caseId}/lists/{list}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description A list of the result, in its order. Codes, no names. */
    get: operations['readDrawnList'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/draws/{caseId}/verification': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Draws again from the recorded pool and seed, and compares every output. */
    post: operations['verifyDraw'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/draws/{caseId}/record': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What is published: decision, input and outputs, as `banli draw verify` and docs/draw.md read it. */
    get: operations['readDrawRecord'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reconciliations/{caseId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readReconciliation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/reconciliations/{caseId}/lines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Lines of one kind in the order of the lists; as csv all of them. */
    get: operations['readReconciledLines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/deadlines/days': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Every day of the span with what ends on it for the caller’s groups. */
    get: operations['countDeadlinesByDay'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/deadlines/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description All that is due for the caller’s groups, by group and procedure. */
    get: operations['countDeadlines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/deadlines': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What ends from one day to another for the caller’s groups, in that order; or withoutDate, what is suspended or waits for a year’s holidays. */
    get: operations['listDeadlines'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/calendar-feeds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listCalendarFeeds'];
    put?: never;
    /** @description The answer has the address with its secret: it is told this once. */
    post: operations['createCalendarFeed'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/calendar-feeds/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** @description From now on nothing is found at its address. */
    delete: operations['revokeCalendarFeed'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/calendar-feeds/{token}/deadlines.ics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description text/calendar (RFC 5545): numbers of cases and names of deadlines. Nobody’s data. */
    get: operations['readCalendarFeed'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/digests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description One a working day, at 08:30, with the numbers as they stood then; latest first. */
    get: operations['listDigests'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/digests/{day}/seen': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['markDigestSeen'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/statistics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Figures of whole months, by default of the last twelve; as csv or xlsx one of the tables, with headings in the language that is asked for. */
    get: operations['readFigures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/statistics/cases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The cases behind a figure, latest start first: number, state and dates. To open one needs the right to read it. */
    get: operations['listFigureCases'];
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
  '/api/desk': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description How much lies in each view of the caller's desk, and by what it can be filtered. */
    get: operations['readDesk'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/waiting': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Open cases in which the caller has acted and can do nothing now, the most urgent first: whom they wait for, and since when. */
    get: operations['listWaiting'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/done': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Tasks that the caller has completed, the latest first. */
    get: operations['listDone'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The caller's own. */
    get: operations['listSavedViews'];
    put?: never;
    post: operations['createSavedView'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/me/views/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put: operations['changeSavedView'];
    post?: never;
    delete: operations['deleteSavedView'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Cases that the caller may see with all words of the query in their number, party or short texts, latest start first, with the places that match. */
    get: operations['searchCases'];
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
    /** @description 签收：本人办理，组内他人不再办理。 */
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
    /** @description 取消签收：退还给本组。 */
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
    /** @description 转办：交给同组的另一人办理。 */
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
    /** @description 办理：提交表单，环节办结。 */
    post: operations['completeTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/send-back': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 退回：本环节不办结，退给前面的环节重新办理；不影响法定期限。 */
    post: operations['sendTaskBack'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/retrieve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 拿回：本人办结后，下一环节尚无人签收时，取回重新办理。 */
    post: operations['retrieveTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/delegate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 委派：请同组的另一人协办并提出意见，仍由本人办结。 */
    post: operations['delegateTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/return-delegation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 协办人交回委派的任务，并附意见。 */
    post: operations['returnDelegation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/recall-delegation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 收回委派。 */
    post: operations['recallDelegation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/signing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 会签（all）、或签（any）、票签（vote）：请本事项各岗位人员签署。 */
    post: operations['openSigning'];
    /** @description 撤回签署。 */
    delete: operations['withdrawSigning'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/signing/signers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 加签。 */
    post: operations['addSigners'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/signing/signers/{person}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** @description 减签：尚未签署的人不再签署。 */
    delete: operations['removeSigner'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/sign': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 签署：同意或不同意，可附意见。 */
    post: operations['signTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/urge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 催办：提醒承办人或承办岗位，每人每天一次。 */
    post: operations['urgeTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/copies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description 抄送：请本事项各岗位人员或岗位知悉；收到的人可以查看本件。 */
    post: operations['copyCase'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/colleagues': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Persons of the office to whom the case can be sent for their notice, by group. */
    get: operations['listColleagues'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/tasks/{id}/outlook': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description What completing the task with these data would bring about now. Nothing is done. */
    post: operations['foreseeTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/procedures/{id}/outlook': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description What starting a case with these data would bring about now. Nothing is done. */
    post: operations['foreseeStart'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/outlook': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description What sending the message with these data would bring about now. Nothing is done. */
    post: operations['foreseeMessage'];
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
  '/api/cases/{id}/receipt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description A new secret for the party of the case, told this once. The earlier one opens nothing any more. */
    post: operations['issueReceipt'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/receipts/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Five wrong secrets of a code, or of none, lock it for a quarter of an hour. The token is for the routes under /api/receipt. */
    post: operations['openReceipt'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/receipt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readReceipt'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/receipt/deadlines/{deadline}/explain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['explainReceiptDeadline'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/receipt/documents/{seq}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readReceiptDocument'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/receipt/tasks/{task}/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['completeReceiptTask'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/receipt/messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['sendReceiptMessage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/receipt/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description A file for a form of this case, named there by its hash. */
    post: operations['storeReceiptFile'];
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
  '/api/inbox/unread': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['countUnread'];
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
    /** @description text/event-stream: event "changed" with {caseId, seq}, when a task or notice of the caller's groups, or a case to which they are a party or in which they have acted, has changed. */
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
  '/api/registers/{slug}/{id}/rows/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['readRegisterRow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** @description Writes fields that the register leaves to officers (byHand); what cases wrote stays as it is. */
    patch: operations['editRegisterRow'];
    trace?: never;
  };
  '/api/registers/{slug}/{id}/rows/{key}/files/{hash}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The bytes of a file that the row names. */
    get: operations['readRegisterFile'];
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
  '/api/registers/{slug}/{id}/new-row': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The forms of a row to be added: who may import a table may add a row, with any of its fields. */
    get: operations['readNewRegisterRow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/registers/{slug}/{id}/rows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description A new row, as if a table of one line were imported. */
    post: operations['addRegisterRow'];
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
    /** @description Tells how and when an issued document reached its addressee (送达). Once, also after the end of the case. */
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
    /** @description Who read or tried what, latest first; page by page, or as csv all of it. */
    get: operations['readAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/states': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description Every fact of the case in words, in order: after each there is a state. */
    get: operations['listCaseStates'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/states/{seq}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The case as it stood after fact `seq`, folded from its facts. */
    get: operations['readCaseState'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Checks a case against its history: every command decided again, the history replayed by Temporal, and what people see compared. Location tells where the result will be. */
    post: operations['replayCase'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/replays': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** @description Checks the cases of a procedure that were started in a month; at most 200. */
    post: operations['replayMonth'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/replays/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description How far a check is, and what it found. It is kept for a time. */
    get: operations['readReplay'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/cases/{id}/evidence': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description The evidence file of the case (application/zip): see docs/evidence.md. */
    get: operations['exportEvidence'];
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
      itemLabel: components['schemas']['Label'] | null;
      group: components['schemas']['Named'];
      unit: string;
      unitLabel: components['schemas']['Label'];
      claimedBy: components['schemas']['PersonName'] | null;
      delegatedTo: components['schemas']['PersonName'] | null;
      sentBackAt: string | null;
      urgedAt: string | null;
      /** @description In view=mine: the caller is asked to sign it. */
      toSign: boolean;
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
      /** @description The same for tasks that have the same form. */
      formKey: string;
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
      standsInFor?: components['schemas']['PersonName'];
      onBehalfOf?: string;
    };
    MessageOffer: {
      id: string;
      label: components['schemas']['Label'];
      citations: components['schemas']['Citation'][];
      /** @description Groups as which the caller may send it. */
      as: components['schemas']['Named'][];
      form: components['schemas']['FormSchema'];
      action: ('correct' | 'extend' | 'suspend' | 'resume' | 'withdraw') | null;
    };
    OpenTask: {
      id: string;
      step: components['schemas']['Named'];
      item: string | null;
      itemLabel: components['schemas']['Label'] | null;
      group: components['schemas']['Named'];
      unit: string;
      unitLabel: components['schemas']['Label'];
      claimedBy: components['schemas']['PersonName'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      openedAt: string;
      due: string | null;
      version: number;
      may: (
        | 'claim'
        | 'release'
        | 'transfer'
        | 'complete'
        | 'send-back'
        | 'delegate'
        | 'return-delegation'
        | 'recall-delegation'
        | 'open-signing'
        | 'add-signers'
        | 'remove-signer'
        | 'withdraw-signing'
        | 'sign'
        | 'urge'
      )[];
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
      /** @description The latest 100, in order. */
      timeline: components['schemas']['TimelineItem'][];
      data: components['schemas']['DataItem'][] | null;
      /** @description Tasks that the caller completed and can take back. */
      retrievable: {
        id: string;
        step: components['schemas']['Named'];
        item: string | null;
        itemLabel: components['schemas']['Label'] | null;
      }[];
      /** @description Messages that the caller may send. */
      messages: components['schemas']['MessageOffer'][];
      /** @description Messages that the case would take now, with the groups that may send them. */
      expected: {
        id: string;
        label: components['schemas']['Label'];
        from: components['schemas']['Named'][];
      }[];
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
      /** @description Its cases draw from a sealed pool: see /api/draws. */
      draws: boolean;
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
    /** @description A deadline that runs, at a group that has an open task under it. */
    AgendaItem: {
      caseId: string;
      caseNumber: string;
      subject: string;
      procedure: components['schemas']['Named'];
      deadline: components['schemas']['Named'];
      /** @description Null: no task under it is open. */
      group: components['schemas']['Named'] | null;
      unit: string;
      unitLabel: components['schemas']['Label'];
      /** @enum {unknown} */
      state: 'running' | 'suspended' | 'overdue';
      basis: string;
      /** Format: date */
      from: string;
      due: string | null;
      earliest: string | null;
      unknownYear: number | null;
      /** @description In its own basis; negative: overdue. */
      daysLeft: number | null;
      /** @description Open tasks under it that nobody has claimed. */
      unclaimed: number;
      risks: ('overdue' | 'near' | 'unclaimed' | 'suspended' | 'unknown')[];
    };
    Figures: {
      /** @description First month, YYYY-MM. */
      from: string;
      /** @description Last month. */
      to: string;
      total: {
        started: number;
        ended: number;
        calendarDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description By the calendar of now; null where a year’s holidays are not known. */
        workingDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description Deadlines met in time in the period. */
        inTime: number;
        /** @description Deadlines that became overdue in the period. */
        late: number;
        /** @description Of these, not met or ended yet. */
        stillLate: number;
        /** @description Now. */
        open: number;
      };
      months: {
        month: string;
        started: number;
        ended: number;
        calendarDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description By the calendar of now; null where a year’s holidays are not known. */
        workingDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description Deadlines met in time in the period. */
        inTime: number;
        /** @description Deadlines that became overdue in the period. */
        late: number;
        /** @description Of these, not met or ended yet. */
        stillLate: number;
        /** @description At the end of the month. */
        open: number;
      }[];
      procedures: {
        procedure: components['schemas']['Named'];
        started: number;
        ended: number;
        calendarDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description By the calendar of now; null where a year’s holidays are not known. */
        workingDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description Deadlines met in time in the period. */
        inTime: number;
        /** @description Deadlines that became overdue in the period. */
        late: number;
        /** @description Of these, not met or ended yet. */
        stillLate: number;
        open: number;
      }[];
      groups: {
        group: components['schemas']['Named'];
        document: components['schemas']['Named'];
        /** @description Tasks that came in the period. */
        opened: number;
        completed: number;
        open: number;
        calendarDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description By the calendar of now; null where a year’s holidays are not known. */
        workingDays: {
          median: number;
          /** @description Nine of ten took no longer. */
          p90: number;
        } | null;
        /** @description Deadlines met in time in the period. */
        inTime: number;
        /** @description Deadlines that became overdue in the period. */
        late: number;
        /** @description Of these, not met or ended yet. */
        stillLate: number;
      }[];
      deadlines: {
        procedure: components['schemas']['Named'];
        deadline: components['schemas']['Named'];
        /** @description Deadlines met in time in the period. */
        inTime: number;
        /** @description Deadlines that became overdue in the period. */
        late: number;
        /** @description Of these, not met or ended yet. */
        stillLate: number;
      }[];
    };
    FigureCase: {
      id: string;
      number: string;
      procedure: components['schemas']['Named'];
      unitLabel: components['schemas']['Label'];
      /** @enum {unknown} */
      status: 'open' | 'ended';
      outcome: components['schemas']['Named'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      startedAt: string;
      endedAt: string | null;
      calendarDays: number | null;
      workingDays: number | null;
      /** @description Whether the caller may read the case itself. */
      mayOpen: boolean;
    };
    /** @description What is asked, in own words, with its articles. */
    Provision: {
      text: components['schemas']['Label'];
      citations: components['schemas']['Citation'][];
    };
    RuleDecision: {
      /** @description Number of its fact. */
      seq: number;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      at: string;
      decision: components['schemas']['Named'];
      /** @description What it gave. */
      concluded: components['schemas']['Label'][];
      /** @description Which rule gave what, on which data, of which article. */
      reasons: components['schemas']['Provision'][];
    };
    /** @description What follows under a condition; null: in any case. */
    Way: {
      when: components['schemas']['Label'] | null;
      follows: components['schemas']['Label'][];
    };
    Signing: {
      /**
       * @description 会签, 或签, 票签
       * @enum {unknown}
       */
      mode: 'all' | 'any' | 'vote';
      share: number | null;
      note: string | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      openedAt: string;
      signers: {
        person: components['schemas']['PersonName'];
        signed: {
          agree: boolean;
          opinion: string | null;
          /**
           * Format: date-time
           * @description RFC 3339 with offset.
           */
          at: string;
        } | null;
      }[];
      result: ('agreed' | 'disagreed' | 'withdrawn') | null;
      closedAt: string | null;
    };
    /** @description Persons of a group of the office. */
    Colleagues: {
      group: components['schemas']['Named'];
      persons: components['schemas']['PersonName'][];
    };
    TaskDetail: {
      id: string;
      caseId: string;
      caseNumber: string;
      subject: string;
      procedure: components['schemas']['Named'];
      step: components['schemas']['Named'];
      item: string | null;
      itemLabel: components['schemas']['Label'] | null;
      group: components['schemas']['Named'];
      unit: string;
      unitLabel: components['schemas']['Label'];
      claimedBy: components['schemas']['PersonName'] | null;
      delegatedTo: components['schemas']['PersonName'] | null;
      sentBackAt: string | null;
      urgedAt: string | null;
      /** @description In view=mine: the caller is asked to sign it. */
      toSign: boolean;
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
      /** @description The same for tasks that have the same form. */
      formKey: string;
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
      may: (
        | 'claim'
        | 'release'
        | 'transfer'
        | 'complete'
        | 'send-back'
        | 'delegate'
        | 'return-delegation'
        | 'recall-delegation'
        | 'open-signing'
        | 'add-signers'
        | 'remove-signer'
        | 'withdraw-signing'
        | 'sign'
        | 'urge'
      )[];
      law: components['schemas']['Provision'][];
      /** @description The decisions that led to this task. */
      decisions: components['schemas']['RuleDecision'][];
      /** @description What follows for each choice, by the definition. */
      next: components['schemas']['Way'][];
      /** @description Messages that the caller may send to the case. */
      messages: components['schemas']['MessageOffer'][];
      /** @description Steps to which it can be sent back, with who did them last. */
      sendBackTo: {
        step: string;
        label: components['schemas']['Label'];
        performer: components['schemas']['PersonName'] | null;
      }[];
      sentBack: {
        from: components['schemas']['Named'];
        by: components['schemas']['PersonName'] | null;
        reason: string;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        at: string;
        performer: components['schemas']['PersonName'] | null;
      } | null;
      delegation: {
        to: components['schemas']['PersonName'];
        note: string | null;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        at: string;
        returned: {
          opinion: string;
          /**
           * Format: date-time
           * @description RFC 3339 with offset.
           */
          at: string;
        } | null;
      } | null;
      signing: components['schemas']['Signing'] | null;
      /** @description Who can be asked to sign or sent a copy, by groups of the office. */
      colleagues: components['schemas']['Colleagues'][];
    };
    WaitingCase: {
      case: components['schemas']['CaseSummary'];
      waitsFor: {
        step: components['schemas']['Named'];
        item: string | null;
        itemLabel: components['schemas']['Label'] | null;
        group: components['schemas']['Named'];
        unit: string;
        person: components['schemas']['PersonName'] | null;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        since: string;
      }[];
      /** @description Where nobody has a task: the steps that wait for a message or a date. */
      steps: components['schemas']['Named'][];
      deadline: components['schemas']['Named'] | null;
      due: string | null;
      dueBasis: string | null;
      dueEarliest: string | null;
      daysLeft: number | null;
      overdue: boolean;
    };
    DoneTask: {
      id: string;
      step: components['schemas']['Named'];
      item: string | null;
      itemLabel: components['schemas']['Label'] | null;
      case: components['schemas']['CaseSummary'];
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      at: string;
      today: boolean;
    };
    FoundCase: {
      case: components['schemas']['CaseSummary'];
      matches: {
        place: components['schemas']['Label'];
        text: string;
        /** @description Where in the text the match begins, in UTF-16 units. */
        from: number;
        to: number;
      }[];
    };
    SavedView: {
      id: string;
      name: string;
      filter: {
        [key: string]: unknown;
      };
      /** @description What the desk opens with. */
      isDefault: boolean;
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
      receipt: {
        code: string;
        secret: string;
      } | null;
    };
    IssuedReceipt: {
      /** @description 回执码 */
      code: string;
      /** @description 查询密码: told this once. */
      secret: string;
    };
    /** @description What a party sees of its case by its receipt. */
    ReceiptCase: {
      /** @description 办件编号 */
      number: string;
      procedure: components['schemas']['Label'];
      /** @enum {unknown} */
      status: 'open' | 'ended';
      outcome: components['schemas']['Label'] | null;
      /**
       * Format: date-time
       * @description RFC 3339 with offset.
       */
      startedAt: string;
      endedAt: string | null;
      waitsFor: ('party' | 'office') | null;
      /** @description What the party has to do. */
      tasks: {
        /** @description Its number in the case. */
        task: number;
        label: components['schemas']['Label'];
        itemLabel: components['schemas']['Label'] | null;
        citations: components['schemas']['Citation'][];
        form: components['schemas']['FormSchema'];
        /** @description What the party filled in before. */
        initial: {
          [key: string]: unknown;
        };
        deadline: components['schemas']['Deadline'] | null;
        /** @description Issued with it: what is asked for, and why. */
        letters: {
          label: components['schemas']['Label'];
          /** @description Its body, Chinese. */
          blocks: {
            /** @enum {unknown} */
            kind: 'heading' | 'text' | 'item';
            text: string;
          }[];
        }[];
        /** @description A person who has signed in has claimed it, and nobody else may do it. */
        isTaken: boolean;
        /** @description Its ETag, without the quotes. */
        version: number;
      }[];
      /** @description Those that run. */
      deadlines: components['schemas']['Deadline'][];
      documents: {
        seq: number;
        label: components['schemas']['Label'];
        number: string | null;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        issuedAt: string;
        service: {
          method: components['schemas']['Named'];
          /** Format: date */
          servedOn: string;
          receivedBy: string | null;
          note: string | null;
        } | null;
      }[];
      messages: components['schemas']['MessageOffer'][];
    };
    DrawDetail: {
      case: components['schemas']['CaseSummary'];
      /** @enum {unknown} */
      stage: 'open' | 'sealed' | 'seeded' | 'drawn' | 'published';
      /** @description Open tasks: by them the draw goes on. */
      tasks: {
        id: string;
        label: components['schemas']['Label'];
        group: components['schemas']['Named'];
        unit: string;
        unitLabel: components['schemas']['Label'];
        isMine: boolean;
      }[];
      pool: {
        hash: string | null;
        intact: boolean | null;
      };
      sealedAt: string | null;
      /** @description What people noted: the sealing, the seed and how it was made, the publication. */
      acts: {
        label: components['schemas']['Label'];
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        at: string;
        items: components['schemas']['DataItem'][];
      }[];
      result: {
        decision: components['schemas']['Label'];
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        at: string;
        values: components['schemas']['DataItem'][];
        lists: {
          id: string;
          label: components['schemas']['Label'];
          total: number;
        }[];
      } | null;
      published: {
        label: components['schemas']['Label'];
        number: string | null;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        at: string;
      }[];
    };
    ReconciliationDetail: {
      case: components['schemas']['CaseSummary'];
      /** @description One open task of each step by which the reconciliation goes on. */
      tasks: {
        id: string;
        label: components['schemas']['Label'];
        group: components['schemas']['Label'];
        isMine: boolean;
      }[];
      result: {
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        at: string;
        values: components['schemas']['DataItem'][];
        kinds: {
          /** @enum {unknown} */
          id: 'agreed' | 'duplicate' | 'wrong-year' | 'not-in-centre' | 'amount-differs' | 'not-claimed';
          label: components['schemas']['Label'];
          lines: number;
          difference: components['schemas']['Label'];
        }[];
        /** @description Numbers that differ and of which nothing was answered yet. */
        unanswered: number;
        /** @description Everything agrees, or all that differs has its answer. */
        balances: boolean;
      } | null;
    };
    ReconciledLine: {
      place: number;
      number: string;
      status: components['schemas']['Label'];
      difference: components['schemas']['Label'];
      claimed: components['schemas']['DataItem'][] | null;
      recorded: components['schemas']['DataItem'][] | null;
      answers: {
        label: components['schemas']['Label'];
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        at: string;
        items: components['schemas']['DataItem'][];
      }[];
    };
    FactItem: {
      seq: number;
      /**
       * Format: date-time
       * @description Legal instant.
       */
      at: string;
      /**
       * Format: date-time
       * @description The machine's time.
       */
      recordedAt: string;
      text: components['schemas']['Label'];
      by: components['schemas']['PersonName'] | null;
      as: components['schemas']['Named'] | null;
      onBehalfOf: string | null;
      standsInFor: components['schemas']['PersonName'] | null;
      hash: string;
      /** @description Whether the hash is that of this fact behind the one before. */
      holds: boolean;
    };
    StateAfter: {
      fact: components['schemas']['FactItem'];
      previousHash: string;
      /** @description SHA-256 of the canonical state. */
      stateHash: string;
      /** @description Facts of the case. */
      total: number;
      /** @enum {unknown} */
      status: 'open' | 'ended';
      outcome: components['schemas']['Named'] | null;
      /** @description What the case was pinned to then. */
      law: {
        procedure: string;
        title: components['schemas']['Label'];
        version: number;
        deployedAt: string | null;
        definition: string;
        calendar: {
          hash: string;
          firstYear: number;
          lastYear: number;
        };
        /** @description Which the fact carries out. */
        citations: components['schemas']['Citation'][];
      };
      steps: {
        id: string;
        label: components['schemas']['Label'];
        /** @enum {unknown} */
        state: 'pending' | 'open' | 'joining' | 'running' | 'instances' | 'scope';
        item: string | null;
        itemLabel: components['schemas']['Label'] | null;
        group: components['schemas']['Named'] | null;
        unit: string | null;
        holder: components['schemas']['PersonName'] | null;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        since: string;
        opensAt: string | null;
        citations: components['schemas']['Citation'][];
      }[];
      /** @description Elements of the drawing of the procedure: where the case stood, and which way it came. */
      marks: {
        open: string[];
        passed: string[];
        closed: string[];
      };
      data: {
        name: string;
        label: components['schemas']['Label'];
        value: unknown;
        text: components['schemas']['Label'] | null;
        personal: boolean;
        /** @enum {unknown} */
        change: 'new' | 'changed' | 'same' | 'removed';
      }[];
      deadlines: {
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
        /** @description Days counted so far. */
        counted: number;
        /**
         * Format: date
         * @description The day up to which they are counted.
         */
        until: string;
        /** @description Days in a row that count, or do not, for the same reason. */
        stretches: {
          /** Format: date */
          from: string;
          /** Format: date */
          to: string;
          /** @enum {unknown} */
          why: 'start' | 'counted' | 'weekend' | 'holiday' | 'suspended' | 'rolled' | 'fixed';
          first: number | null;
          last: number | null;
        }[];
        suspensions: {
          /** Format: date */
          from: string;
          to: string | null;
        }[];
        isChanged: boolean;
      }[];
      documents: {
        id: string;
        label: components['schemas']['Label'];
        seq: number;
        number: string | null;
        times: number;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        issuedAt: string;
        servedOn: string | null;
      }[];
      registers: {
        id: string;
        label: components['schemas']['Label'];
        seq: number;
        key: string;
        values: components['schemas']['DataItem'][];
        carriedOut: boolean;
      }[];
      decision: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        /** @description Of each evaluation, at most 20. */
        inputs: components['schemas']['DataItem'][][];
        evaluations: number;
        concluded: components['schemas']['Label'][];
        reasons: {
          text: components['schemas']['Label'];
          citations: components['schemas']['Citation'][];
        }[];
      } | null;
    };
    Replay: {
      id: string;
      /** @enum {unknown} */
      state: 'waiting' | 'running' | 'done' | 'failed';
      total: number;
      done: number;
      /** @description What is compared; see docs/evidence.md. */
      checks: (
        | 'history'
        | 'archive'
        | 'unreadable'
        | 'content'
        | 'signature'
        | 'command'
        | 'rule'
        | 'fact'
        | 'chain'
        | 'state'
        | 'run'
        | 'end'
        | 'replay'
        | 'shown-facts'
        | 'shown-case'
      )[];
      items: {
        case: {
          id: string;
          number: string;
          subject: string;
        };
        runs: number;
        facts: number;
        chain: string | null;
        /** @description What does not hold; empty: everything holds. */
        differences: {
          /** @enum {unknown} */
          check:
            | 'history'
            | 'archive'
            | 'unreadable'
            | 'content'
            | 'signature'
            | 'command'
            | 'rule'
            | 'fact'
            | 'chain'
            | 'state'
            | 'run'
            | 'end'
            | 'replay'
            | 'shown-facts'
            | 'shown-case';
          /** @enum {unknown} */
          outcome: 'differs' | 'cut-short';
          number: number | null;
        }[];
      }[];
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
      title: components['schemas']['Label'];
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
    /** @description A form in words: what is filled in, when it must be, what is checked. */
    FormWords: {
      fields: {
        name: string;
        label: components['schemas']['Label'];
        type: components['schemas']['Label'];
        required: components['schemas']['Label'];
        personal: boolean;
        help: components['schemas']['Label'] | null;
      }[];
      checks: components['schemas']['Label'][];
    };
    /** @description What follows under a condition; null: in any case. */
    ClauseWords: {
      when: components['schemas']['Label'] | null;
      then: components['schemas']['Label'][];
    };
    /** @description Figures of the document as a table. */
    FigureWords: {
      label: components['schemas']['Label'];
      columns: components['schemas']['Label'][];
      rows: components['schemas']['Label'][][];
    };
    ProcedureInWords: {
      id: string;
      version: number;
      hash: string;
      current: boolean;
      title: components['schemas']['Label'];
      /** Format: date-time */
      deployedAt: string;
      /** @description How many there are. */
      versions: number;
      citations: components['schemas']['Citation'][];
      document: {
        id: string;
        number: string;
        title: components['schemas']['Label'];
      } | null;
      /** @description Whether the caller may start a case. */
      mayStart: boolean;
      mayRehearse: boolean;
      /** @description Of all versions. */
      openCases: number;
      startedBy: components['schemas']['Label'];
      input: components['schemas']['FormWords'];
      onStart: components['schemas']['ClauseWords'][];
      steps: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        kind: components['schemas']['Label'];
        scope: components['schemas']['Named'] | null;
        who: components['schemas']['Label'] | null;
        notSameAs: components['schemas']['Named'][];
        each: components['schemas']['Label'] | null;
        opensAt: components['schemas']['Label'] | null;
        form: components['schemas']['FormWords'] | null;
        onEnter: components['schemas']['Label'][];
        onItem: components['schemas']['Label'][];
        then: components['schemas']['ClauseWords'][];
        branches: {
          on: components['schemas']['Label'];
          then: components['schemas']['ClauseWords'][];
        }[];
        deadlines: components['schemas']['Named'][];
      }[];
      deadlines: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        lengths: components['schemas']['Label'][];
        starts: components['schemas']['Label'][];
        from: components['schemas']['Label'] | null;
        suspends: components['schemas']['Label'][];
        resumes: components['schemas']['Label'][];
        met: components['schemas']['Label'][];
        cancels: components['schemas']['Label'][];
        reminders: components['schemas']['Label'] | null;
        overdue: components['schemas']['ClauseWords'][];
        covers: components['schemas']['Named'][];
      }[];
      messages: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        from: components['schemas']['Label'];
        accepted: components['schemas']['Label'][];
        form: components['schemas']['FormWords'];
        then: components['schemas']['ClauseWords'][];
      }[];
      schedules: {
        id: string;
        label: components['schemas']['Label'];
        citations: components['schemas']['Citation'][];
        when: components['schemas']['Label'];
        does: components['schemas']['Label'];
      }[];
      documents: {
        id: string;
        label: components['schemas']['Label'];
        issuedAt: components['schemas']['Named'][];
        text: components['schemas']['Label'][];
      }[];
      registers: components['schemas']['Named'][];
      outcomes: components['schemas']['Named'][];
      onEnd: components['schemas']['Label'][];
      decisions: components['schemas']['Named'][];
      figures: components['schemas']['FigureWords'][];
    };
    DecisionInWords: {
      id: string;
      version: number;
      hash: string;
      current: boolean;
      title: components['schemas']['Label'];
      /** Format: date-time */
      deployedAt: string;
      /** @description How many there are. */
      versions: number;
      citations: components['schemas']['Citation'][];
      document: {
        id: string;
        number: string;
        title: components['schemas']['Label'];
      } | null;
      mayTry: boolean;
      inputs: components['schemas']['FormWords'];
      form: components['schemas']['FormSchema'];
      outputs: {
        name: string;
        label: components['schemas']['Label'];
        type: components['schemas']['Label'];
      }[];
      stages: {
        hit: components['schemas']['Label'];
        when: components['schemas']['Label'] | null;
        conditions: components['schemas']['Label'][];
        outputs: components['schemas']['Label'][];
        rules: {
          rule: string;
          label: components['schemas']['Label'] | null;
          tests: (components['schemas']['Label'] | null)[];
          values: (components['schemas']['Label'] | null)[];
          citations: components['schemas']['Citation'][];
          /** @description FEEL */
          code: string;
        }[];
      }[];
      figures: components['schemas']['FigureWords'][];
      usedBy: components['schemas']['Named'][];
    };
    DefinitionVersion: {
      version: number;
      hash: string;
      current: boolean;
      /** Format: date-time */
      deployedAt: string;
      deployedBy: components['schemas']['PersonName'];
      openCases: number | null;
    };
    DefinitionDifference: {
      kind: string;
      what: components['schemas']['Label'];
      label: components['schemas']['Label'];
      /** @enum {unknown} */
      change: 'added' | 'removed' | 'changed';
      aspect: components['schemas']['Label'] | null;
      before: components['schemas']['Label'][];
      after: components['schemas']['Label'][];
    };
    Article: {
      /** @description Empty: the document as a whole. */
      article: string;
      carriedOutBy: {
        definition: components['schemas']['Named'];
        /** @enum {unknown} */
        kind: 'procedure' | 'decision';
        what: components['schemas']['Label'];
        label: components['schemas']['Label'];
      }[];
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
                document: components['schemas']['Label'] | null;
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
            /** @description Officers on leave in whose name they can act now. */
            standsInFor: components['schemas']['PersonName'][];
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
  listOwnSubstitutes: {
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
            /** @description Those that run now or will. */
            items: {
              id: string;
              substitute: components['schemas']['PersonName'];
              /** Format: date */
              from: string;
              /** Format: date */
              until: string;
              namedBy: components['schemas']['PersonName'];
            }[];
            /** @description Who can be named. */
            candidates: components['schemas']['PersonName'][];
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
  nameOwnSubstitute: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          substitute: string;
          /** Format: date */
          from: string;
          /** Format: date */
          until: string;
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
            /** @description Those that run now or will. */
            items: {
              id: string;
              substitute: components['schemas']['PersonName'];
              /** Format: date */
              from: string;
              /** Format: date */
              until: string;
              namedBy: components['schemas']['PersonName'];
            }[];
            /** @description Who can be named. */
            candidates: components['schemas']['PersonName'][];
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
  withdrawOwnSubstitute: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        substitution: string;
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
            /** @description Those that run now or will. */
            items: {
              id: string;
              substitute: components['schemas']['PersonName'];
              /** Format: date */
              from: string;
              /** Format: date */
              until: string;
              namedBy: components['schemas']['PersonName'];
            }[];
            /** @description Who can be named. */
            candidates: components['schemas']['PersonName'][];
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
  listSubstitutes: {
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
            /** @description Those that run now or will. */
            items: {
              id: string;
              substitute: components['schemas']['PersonName'];
              /** Format: date */
              from: string;
              /** Format: date */
              until: string;
              namedBy: components['schemas']['PersonName'];
            }[];
            /** @description Who can be named. */
            candidates: components['schemas']['PersonName'][];
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
  nameSubstitute: {
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
          substitute: string;
          /** Format: date */
          from: string;
          /** Format: date */
          until: string;
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
            /** @description Those that run now or will. */
            items: {
              id: string;
              substitute: components['schemas']['PersonName'];
              /** Format: date */
              from: string;
              /** Format: date */
              until: string;
              namedBy: components['schemas']['PersonName'];
            }[];
            /** @description Who can be named. */
            candidates: components['schemas']['PersonName'][];
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
  withdrawSubstitute: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        substitution: string;
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
            /** @description Those that run now or will. */
            items: {
              id: string;
              substitute: components['schemas']['PersonName'];
              /** Format: date */
              from: string;
              /** Format: date */
              until: string;
              namedBy: components['schemas']['PersonName'];
            }[];
            /** @description Who can be named. */
            candidates: components['schemas']['PersonName'][];
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
  foreseeHandOver: {
    parameters: {
      query?: {
        to?: string;
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
            /** @description `reason`: why it would not go to `to`; null also where no `to` is given. */
            items: {
              caseNumber: string;
              subject: string;
              step: components['schemas']['Label'];
              /**
               * @description task: claimed by the leaver; opinion: delegated to the leaver; signature: the leaver is asked to sign.
               * @enum {unknown}
               */
              part: 'signature' | 'opinion' | 'task';
              reason: components['schemas']['Label'] | null;
            }[];
            /** @description What the leaver is a member of. */
            memberships: number;
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
  handOver: {
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
          to: string;
          /**
           * @description Their memberships too.
           * @default false
           */
          withdraw: boolean;
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
            moved: {
              caseNumber: string;
              subject: string;
              step: components['schemas']['Label'];
              /**
               * @description task: claimed by the leaver; opinion: delegated to the leaver; signature: the leaver is asked to sign.
               * @enum {unknown}
               */
              part: 'signature' | 'opinion' | 'task';
              reason: components['schemas']['Label'] | null;
            }[];
            /** @description What stayed, and why. */
            kept: {
              caseNumber: string;
              subject: string;
              step: components['schemas']['Label'];
              /**
               * @description task: claimed by the leaver; opinion: delegated to the leaver; signature: the leaver is asked to sign.
               * @enum {unknown}
               */
              part: 'signature' | 'opinion' | 'task';
              reason: components['schemas']['Label'] | null;
            }[];
            /** @description Memberships that were withdrawn. */
            withdrawn: number;
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
  readDraft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description What is filled in: start/<procedure>, task/<id>, message/<case>/<message>. */
        subject: string;
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
            /** @description Its ETag, without the quotes; 0: there is none. */
            version: number;
            data: {
              [key: string]: unknown;
            } | null;
            savedAt: string | null;
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
  saveDraft: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the draft as read; "0" for the first. */
        'if-match'?: string;
      };
      path: {
        /** @description What is filled in: start/<procedure>, task/<id>, message/<case>/<message>. */
        subject: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          data: {
            [key: string]: unknown;
          };
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
            /** @description Its ETag, without the quotes; 0: there is none. */
            version: number;
            data: {
              [key: string]: unknown;
            } | null;
            savedAt: string | null;
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
  dropDraft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description What is filled in: start/<procedure>, task/<id>, message/<case>/<message>. */
        subject: string;
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
              gazette: {
                id: string;
                title: components['schemas']['Label'];
              } | null;
              /** @description Of a procedure: every document and law that it cites. */
              laws: string[];
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
  readDiagram: {
    parameters: {
      query?: {
        /** @description Left out: the present one. */
        version?: number;
        /** @description Of the version to which a case is pinned. */
        hash?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description application/bpmn+xml */
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
  readProcedure: {
    parameters: {
      query?: {
        /** @description Left out: the one that new cases get. */
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
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProcedureInWords'];
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
  readDecision: {
    parameters: {
      query?: {
        /** @description Left out: the one that new cases get. */
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
      /** @description Default Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DecisionInWords'];
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
  tryDecision: {
    parameters: {
      query?: {
        /** @description Left out: the one that new cases get. */
        version?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          inputs: {
            [key: string]: unknown;
          };
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
            outputs: {
              name: string;
              label: components['schemas']['Label'];
              text: components['schemas']['Label'] | null;
            }[];
            values: {
              [key: string]: unknown;
            };
            /** @description Which rule gave what, on which data, of which article. */
            reasons: components['schemas']['Provision'][];
            citations: components['schemas']['Citation'][];
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
  listDefinitionVersions: {
    parameters: {
      query: {
        kind: 'procedure' | 'decision';
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
            title: components['schemas']['Label'];
            items: components['schemas']['DefinitionVersion'][];
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
  compareDefinitionVersions: {
    parameters: {
      query: {
        kind: 'procedure' | 'decision';
        from: number;
        to: number;
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
            changes: components['schemas']['DefinitionDifference'][];
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
  listArticles: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        slug: string;
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
            number: string;
            title: components['schemas']['Label'];
            documents: {
              document: string;
              articles: components['schemas']['Article'][];
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
  rehearse: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          definition: string;
          version?: number;
          /** @description Definitions that are not deployed. */
          files?: {
            path: string;
            text: string;
          }[];
          /**
           * Format: date-time
           * @description RFC 3339 with offset.
           */
          start: string;
          /** @description Left out: nothing is started, only the form is told. */
          input?: {
            [key: string]: unknown;
          };
          script?: {
            [key: string]: unknown;
          }[];
          /** @description `complete`, `message`, `serve` or `wait: true`, with `at`; without it: at the time reached. */
          act?: {
            [key: string]: unknown;
          };
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
            /** @description The script with the act in it, as `banli rehearse` reads it; send it back with the next act. */
            scenario: {
              [key: string]: unknown;
            };
            form: components['schemas']['FormSchema'];
            /**
             * Format: date-time
             * @description RFC 3339 with offset.
             */
            now: string;
            /**
             * Format: date-time
             * @description The next morning.
             */
            tomorrow: string;
            /** @enum {unknown} */
            status: 'new' | 'open' | 'ended';
            outcome: components['schemas']['Named'] | null;
            unknownYear: number | null;
            events: {
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              type: string;
              text: components['schemas']['Label'];
              by: components['schemas']['Label'] | null;
            }[];
            tasks: {
              step: components['schemas']['Named'];
              citations: components['schemas']['Citation'][];
              item: string | null;
              itemLabel: components['schemas']['Label'] | null;
              group: components['schemas']['Named'];
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              since: string;
              form: components['schemas']['FormSchema'];
              initial: {
                [key: string]: unknown;
              };
            }[];
            waits: components['schemas']['Named'][];
            messages: {
              id: string;
              label: components['schemas']['Label'];
              citations: components['schemas']['Citation'][];
              from: components['schemas']['Named'][];
              form: components['schemas']['FormSchema'];
            }[];
            deadlines: components['schemas']['Deadline'][];
            documents: {
              id: string;
              label: components['schemas']['Label'];
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              text: string;
              mayServe: boolean;
            }[];
            next: {
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              text: components['schemas']['Label'];
            } | null;
            data: components['schemas']['DataItem'][];
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
  listCases: {
    parameters: {
      query?: {
        /** @description The case number or a part of it. */
        number?: string;
        /** @description Part of a name or another short text of the start. */
        applicant?: string;
        procedure?: string;
        status?: 'open' | 'ended';
        /** @description Id of an outcome of the procedure. */
        outcome?: string;
        startedFrom?: string;
        /** @description The last day. */
        startedTo?: string;
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
  readCaseWay: {
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
            /** @description Ids of elements of the diagram that are open; a step is `step_<id>`. */
            open: string[];
            /** @description Elements and flows that were passed. */
            passed: string[];
            /** @description Steps that were closed without completion. */
            closed: string[];
            visits: {
              step: components['schemas']['Named'];
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              from: string;
              to: string | null;
              /** @enum {unknown} */
              how: 'open' | 'done' | 'closed';
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
  readCaseTimeline: {
    parameters: {
      query?: {
        kind?: 'acts' | 'deadlines' | 'documents';
        /** @description Number of the earliest entry that is known. */
        before?: number;
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
            items: components['schemas']['TimelineItem'][];
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
  readCaseRegisters: {
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
              slug: string;
              register: components['schemas']['Named'];
              key: string;
              values: components['schemas']['DataItem'][];
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
  listRelatedCases: {
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
              /** @enum {unknown} */
              relationship: 'starter' | 'started' | 'teller' | 'told';
              case: components['schemas']['CaseSummary'];
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
  listComments: {
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
              id: string;
              author: components['schemas']['PersonName'];
              text: string;
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              writtenAt: string;
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
  writeComment: {
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
          text: string;
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
            /** @enum {boolean} */
            written: true;
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
  readDraw: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case that draws. */
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
          'application/json': components['schemas']['DrawDetail'];
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
  readDrawnList: {
    parameters: {
      query?: {
        from?: number;
        limit?: number;
      };
      header?: never;
      path: {
        /** @description Id of the case that draws. */
        caseId: string;
        list: string;
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
            columns: {
              name: string;
              label: components['schemas']['Label'];
            }[];
            items: {
              place: number;
              cells: {
                value: unknown;
                text: components['schemas']['Label'] | null;
              }[];
            }[];
            next: number | null;
            total: number;
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
  verifyDraw: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case that draws. */
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
            same: boolean;
            differences: {
              label: components['schemas']['Label'];
              entry: number | null;
              published: unknown;
              drawn: unknown;
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
  readDrawRecord: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case that draws. */
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
            decision: string;
            input: {
              [key: string]: unknown;
            };
            outputs: {
              [key: string]: unknown;
            };
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
  readReconciliation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case that reconciles. */
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
          'application/json': components['schemas']['ReconciliationDetail'];
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
  readReconciledLines: {
    parameters: {
      query?: {
        kind?: 'differing' | 'agreed' | 'duplicate' | 'wrong-year' | 'not-in-centre' | 'amount-differs' | 'not-claimed';
        from?: number;
        limit?: number;
        format?: 'json' | 'csv';
      };
      header?: never;
      path: {
        /** @description Id of the case that reconciles. */
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
            sides: {
              claimed: components['schemas']['Label'];
              recorded: components['schemas']['Label'];
            };
            items: components['schemas']['ReconciledLine'][];
            next: number | null;
            total: number;
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
  countDeadlinesByDay: {
    parameters: {
      query: {
        from: string;
        to: string;
        /** @description <slug>/<group>, or <slug>/: nobody’s turn. */
        group?: string;
        procedure?: string;
        /** @description any: one of them. */
        risk?: 'overdue' | 'near' | 'unclaimed' | 'suspended' | 'unknown' | 'any';
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
            /** Format: date */
            today: string;
            days: {
              /** Format: date */
              day: string;
              /** @description Null: the holidays of its year are not known. */
              kind: ('weekday' | 'weekend' | 'holiday' | 'make-up') | null;
              due: number;
              overdue: number;
              near: number;
              unclaimed: number;
              suspended: number;
              unknown: number;
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
  countDeadlines: {
    parameters: {
      query?: {
        /** @description any: one of them. */
        risk?: 'overdue' | 'near' | 'unclaimed' | 'suspended' | 'unknown' | 'any';
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
              /** @description As the filter `group` takes it. */
              desk: string;
              group: components['schemas']['Named'] | null;
              document: components['schemas']['Named'];
              procedure: components['schemas']['Named'];
              open: number;
              overdue: number;
              near: number;
              unclaimed: number;
              suspended: number;
              unknown: number;
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
  listDeadlines: {
    parameters: {
      query?: {
        from?: string;
        to?: string;
        withoutDate?: boolean;
        /** @description <slug>/<group>, or <slug>/: nobody’s turn. */
        group?: string;
        procedure?: string;
        /** @description any: one of them. */
        risk?: 'overdue' | 'near' | 'unclaimed' | 'suspended' | 'unknown' | 'any';
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
            items: components['schemas']['AgendaItem'][];
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
  listCalendarFeeds: {
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
              /** @description Null: all groups of the person. */
              group: components['schemas']['Named'] | null;
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              createdAt: string;
              readAt: string | null;
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
  createCalendarFeed: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description <slug>/<group> */
          group: string | null;
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
            path: string;
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
  revokeCalendarFeed: {
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
  readCalendarFeed: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token: string;
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
      304: {
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
  listDigests: {
    parameters: {
      query?: {
        limit?: number;
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
              /** Format: date */
              day: string;
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              /**
               * Format: date-time
               * @description The digest before; what began since then is new.
               */
              since: string;
              overdue: number;
              today: number;
              /** @description Due later in the same week. */
              week: number;
              /** @description Deadlines that began since. */
              fresh: number;
              seen: boolean;
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
  markDigestSeen: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        day: string;
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
  readFigures: {
    parameters: {
      query?: {
        /** @description YYYY-MM */
        from?: string;
        /** @description YYYY-MM */
        to?: string;
        procedure?: string;
        /** @description <slug>/<group>: cases in which it had a task, and its own tasks. */
        group?: string;
        format?: 'json' | 'csv' | 'xlsx';
        table?: 'months' | 'procedures' | 'groups' | 'deadlines';
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
          'application/json': components['schemas']['Figures'];
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
  listFigureCases: {
    parameters: {
      query: {
        figure: 'started' | 'ended' | 'open' | 'handled' | 'kept' | 'late';
        /** @description With kept and late: this deadline of the procedure. */
        deadline?: string;
        /** @description YYYY-MM */
        from?: string;
        /** @description YYYY-MM */
        to?: string;
        procedure?: string;
        /** @description <slug>/<group>: cases in which it had a task, and its own tasks. */
        group?: string;
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
            items: components['schemas']['FigureCase'][];
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
        /** @description groups: of the groups that the caller is in; mine: claimed by the caller, delegated to them or to be signed by them, or so by whom they stand in for; sent-back: sent back to the caller or to their groups; party: of the cases that the caller is a party to; overdue: of the groups, what is overdue; soon: of the groups, what is due within a week and not overdue. */
        view?: 'groups' | 'mine' | 'sent-back' | 'party' | 'overdue' | 'soon';
        /** @description The same as view=mine. */
        mine?: boolean;
        /** @description The same as view=groups. */
        groups?: boolean;
        /** @description The same as claimed=false. */
        unclaimed?: boolean;
        /** @description Only those that somebody, or that nobody, has claimed. */
        claimed?: boolean;
        /** @description Only of this one, <slug>/<group>. */
        group?: string;
        unit?: string;
        procedure?: string;
        overdue?: boolean;
        /** @description Due within so many calendar days, or overdue. */
        dueWithin?: number;
        dueFrom?: string;
        dueTo?: string;
        /** @description Parts of the number, the party or another short text of the case. */
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
  readDesk: {
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
            views: {
              /** @enum {unknown} */
              id: 'mine' | 'groups' | 'sent-back' | 'waiting' | 'done' | 'overdue' | 'soon' | 'party';
              count: number;
              /** @description There are more than that. */
              more: boolean;
            }[];
            soonDays: number;
            /** @description Units in which the groups have open tasks. */
            units: components['schemas']['Named'][];
            procedures: components['schemas']['Named'][];
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
  listWaiting: {
    parameters: {
      query?: {
        procedure?: string;
        /** @description Parts of the number, party or another short text. */
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
            items: components['schemas']['WaitingCase'][];
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
  listDone: {
    parameters: {
      query?: {
        procedure?: string;
        /** @description Parts of the number, party or another short text. */
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
            items: components['schemas']['DoneTask'][];
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
  listSavedViews: {
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
            items: components['schemas']['SavedView'][];
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
  createSavedView: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          name: string;
          filter: {
            [key: string]: unknown;
          };
          /** @default false */
          isDefault: boolean;
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
          'application/json': components['schemas']['SavedView'];
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
  changeSavedView: {
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
          name: string;
          filter: {
            [key: string]: unknown;
          };
          /** @default false */
          isDefault: boolean;
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
          'application/json': components['schemas']['SavedView'];
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
  deleteSavedView: {
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
  searchCases: {
    parameters: {
      query: {
        q: string;
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
            items: components['schemas']['FoundCase'][];
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
  sendTaskBack: {
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
          /** @description A step of `sendBackTo` of the task. */
          to: string;
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
  retrieveTask: {
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
        'application/json': Record<string, never>;
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
  delegateTask: {
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
          note?: string;
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
  returnDelegation: {
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
          opinion: string;
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
  recallDelegation: {
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
        'application/json': Record<string, never>;
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
  openSigning: {
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
          /** @enum {unknown} */
          mode: 'all' | 'any' | 'vote';
          signers: string[];
          /** @description Of a vote: the agreeing must be more than so many percent of all signers; default 50. */
          share?: number;
          note?: string;
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
  withdrawSigning: {
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
  addSigners: {
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
          add: string[];
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
  removeSigner: {
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
        person: string;
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
  signTask: {
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
          agree: boolean;
          opinion?: string;
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
  urgeTask: {
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
          note?: string;
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
  copyCase: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same for every repeat; recommended. */
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
          /** @default [] */
          persons: string[];
          /**
           * @description Ids of groups as in `colleagues`.
           * @default []
           */
          groups: string[];
          note?: string;
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
  listColleagues: {
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
            items: components['schemas']['Colleagues'][];
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
  foreseeTask: {
    parameters: {
      query?: never;
      header?: never;
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
            /** @description What it would bring about, in order; empty while there are errors. */
            follows: components['schemas']['Label'][];
            /** @description What is missing or wrong as yet. */
            errors: {
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
  foreseeStart: {
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
          input: {
            [key: string]: unknown;
          };
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
          'application/json': {
            /** @description What it would bring about, in order; empty while there are errors. */
            follows: components['schemas']['Label'][];
            /** @description What is missing or wrong as yet. */
            errors: {
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
  foreseeMessage: {
    parameters: {
      query?: never;
      header?: never;
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
          data: {
            [key: string]: unknown;
          };
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
          'application/json': {
            /** @description What it would bring about, in order; empty while there are errors. */
            follows: components['schemas']['Label'][];
            /** @description What is missing or wrong as yet. */
            errors: {
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
  issueReceipt: {
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
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedReceipt'];
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
  openReceipt: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          code: string;
          secret: string;
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
  readReceipt: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What a party sees of its case by its receipt. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReceiptCase'];
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
  explainReceiptDeadline: {
    parameters: {
      query?: never;
      header?: never;
      path: {
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
  readReceiptDocument: {
    parameters: {
      query?: {
        format?: 'pdf' | 'docx';
      };
      header?: never;
      path: {
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
  completeReceiptTask: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the task; required to complete one. */
        'if-match'?: string;
        /** @description Required. */
        'idempotency-key'?: string;
      };
      path: {
        task: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          data: {
            [key: string]: unknown;
          };
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
  sendReceiptMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description ETag of the task; required to complete one. */
        'if-match'?: string;
        /** @description Required. */
        'idempotency-key'?: string;
      };
      path?: never;
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
  storeReceiptFile: {
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
              kind: 'notice' | 'reminder' | 'escalation' | 'copy' | 'urge' | 'sent-back';
              group: components['schemas']['Named'] | null;
              by: components['schemas']['PersonName'] | null;
              step: components['schemas']['Named'] | null;
              note: string | null;
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
  countUnread: {
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
            /** @description Of the caller's latest notices, what they have not marked as seen. */
            count: number;
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
  readRegisterRow: {
    parameters: {
      query?: never;
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
            key: string;
            fields: {
              name: string;
              label: components['schemas']['Label'];
            }[];
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
            /** @description Its ETag, without the quotes. */
            version: number;
            /** @description As which offices the caller may write it by hand, each with the form of its fields and what stands there. */
            edits: {
              as: components['schemas']['Named'];
              form: components['schemas']['FormSchema'];
              initial: {
                [key: string]: unknown;
              };
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
  editRegisterRow: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required. */
        'idempotency-key'?: string;
        /** @description Required: ETag of the row as read. */
        'if-match'?: string;
      };
      path: {
        slug: string;
        id: string;
        key: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Each takes the place of what stands there; null clears it. */
          values: {
            [key: string]: unknown;
          };
          /** @description Why; it stands in the history of the row. */
          reason: string;
          /** @description Group; left out: the first that may write them all. */
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
          'application/json': {
            key: string;
            /** @description ETag of the row as it is now. */
            version: number;
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
  readRegisterFile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        slug: string;
        id: string;
        key: string;
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
                    kind: 'edit';
                    by: {
                      id: string;
                      name: string;
                    };
                    as: components['schemas']['Named'];
                    standsInFor: components['schemas']['PersonName'] | null;
                    reason: string;
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
  readNewRegisterRow: {
    parameters: {
      query?: never;
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
            /** @description What the key is made of. */
            key: string;
            /** @description As which offices the caller may write it by hand, each with the form of its fields and what stands there. */
            edits: {
              as: components['schemas']['Named'];
              form: components['schemas']['FormSchema'];
              initial: {
                [key: string]: unknown;
              };
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
  addRegisterRow: {
    parameters: {
      query?: never;
      header?: {
        /** @description Required. */
        'idempotency-key'?: string;
      };
      path: {
        slug: string;
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          key: string;
          /** @description Each takes the place of what stands there; null clears it. */
          values: {
            [key: string]: unknown;
          };
          /** @description Why; it stands in the history of the row. */
          reason: string;
          /** @description Group; left out: the first that may write them all. */
          as?: string;
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
            key: string;
            /** @description ETag of the row as it is now. */
            version: number;
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
        action?:
          | 'definition.read'
          | 'definition.deploy'
          | 'definition.rehearse'
          | 'case.start'
          | 'case.list'
          | 'case.read'
          | 'case.read-data'
          | 'case.read-history'
          | 'case.read-decisions'
          | 'case.read-state'
          | 'case.replay'
          | 'case.export'
          | 'comment.read'
          | 'comment.write'
          | 'campaign.list'
          | 'campaign.read'
          | 'deadline.explain'
          | 'deadline.list'
          | 'calendar-feed.keep'
          | 'digest.read'
          | 'statistics.read'
          | 'document.read'
          | 'document.serve'
          | 'task.list'
          | 'task.read'
          | 'task.claim'
          | 'task.release'
          | 'task.transfer'
          | 'task.complete'
          | 'task.send-back'
          | 'task.retrieve'
          | 'task.delegate'
          | 'task.return-delegation'
          | 'task.recall-delegation'
          | 'task.open-signing'
          | 'task.add-signers'
          | 'task.remove-signer'
          | 'task.withdraw-signing'
          | 'task.sign'
          | 'task.urge'
          | 'case.copy'
          | 'message.send'
          | 'draw.read'
          | 'reconciliation.read'
          | 'receipt.issue'
          | 'receipt.read'
          | 'receipt.act'
          | 'offer.list'
          | 'draft.keep'
          | 'view.keep'
          | 'substitute.name'
          | 'inbox.read'
          | 'event.listen'
          | 'incident.read'
          | 'incident.retry'
          | 'incident.resolve'
          | 'calendar.read'
          | 'calendar.change'
          | 'register.read'
          | 'register.import'
          | 'register.edit'
          | 'audit.read'
          | 'person.read'
          | 'person.change'
          | 'file.store'
          | 'file.read';
        outcome?: 'done' | 'refused' | 'failed';
        from?: string;
        /** @description The last day. */
        to?: string;
        format?: 'json' | 'csv';
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
              /**
               * Format: date-time
               * @description RFC 3339 with offset.
               */
              at: string;
              person: components['schemas']['PersonName'] | null;
              actingAs: components['schemas']['Named'] | null;
              standsInFor: components['schemas']['PersonName'] | null;
              action: components['schemas']['Named'];
              case: {
                id: string;
                number: string;
              } | null;
              object: {
                id: string;
                label: components['schemas']['Label'] | null;
              } | null;
              /** @enum {unknown} */
              outcome: 'done' | 'refused' | 'failed';
              reason: components['schemas']['Named'] | null;
            }[];
            next: string | null;
            /** @description By which it can be filtered. */
            actions: components['schemas']['Named'][];
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
  listCaseStates: {
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
            number: string;
            subject: string;
            items: components['schemas']['FactItem'][];
            total: number;
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
  readCaseState: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the case. */
        id: string;
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
          'application/json': components['schemas']['StateAfter'];
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
  replayCase: {
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
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Replay'];
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
  replayMonth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          procedure: string;
          month: string;
        };
      };
    };
    responses: {
      /** @description Default Response */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Replay'];
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
  readReplay: {
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
          'application/json': components['schemas']['Replay'];
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
  exportEvidence: {
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
      /** @description The zip. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': unknown;
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
