/** What is used of bpmn-moddle, which comes without types of its module. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string;
    id?: string;
    get(name: string): unknown;
    [property: string]: unknown;
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    create(type: string, properties?: Record<string, unknown>): ModdleElement;
    toXML(element: ModdleElement, options?: { format?: boolean; preamble?: boolean }): Promise<{ xml: string }>;
    fromXML(xml: string): Promise<{
      rootElement: ModdleElement;
      elementsById: Record<string, ModdleElement>;
      references: unknown[];
      warnings: { message: string }[];
    }>;
  }
}
