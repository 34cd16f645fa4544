/** What is used of bpmn-js: its own types are those of a module of the other kind. */
declare module 'bpmn-js/lib/NavigatedViewer' {
  export default class NavigatedViewer {
    constructor(options: { container: HTMLElement; zoomScroll?: { enabled: boolean } });
    importXML(xml: string): Promise<{ warnings: string[] }>;
    get<Service>(name: string): Service;
    on<Event>(name: string, listener: (event: Event) => void): void;
    destroy(): void;
  }
}
