/** bpmn-js shows the drawing; marks are classes on its elements and signs beside them, and stand in the list as words. */
import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { useEffect, useMemo, useRef, useState } from 'react';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import { useSpeech, useWords } from '../language/language.ts';
import './diagram.css';
import type { DiagramProps, Marks } from './diagram.tsx';
import { type DrawnStep, inLanguage, isStep, stepOf, stepsIn } from './reading.ts';
import { words } from './words.ts';

const NO_MARKS: Marks = {};

interface Canvas {
  zoom(level?: number | 'fit-viewport', center?: 'auto'): number;
  scrollToElement(id: string, padding?: number): void;
  addMarker(id: string, mark: string): void;
  removeMarker(id: string, mark: string): void;
}
interface Overlays {
  add(id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }): void;
  clear(): void;
}
interface Registry {
  get(id: string): { waypoints?: unknown } | undefined;
}
interface ZoomScroll {
  toggle(on: boolean): boolean;
}

export default function Viewer({ xml, marks = NO_MARKS, onStep, title }: DiagramProps) {
  const { language } = useSpeech();
  const said = useWords(words);
  const drawing = useMemo(() => inLanguage(xml, language), [xml, language]);
  const { place, viewer, failed } = useViewer(drawing, said.drawing(title), onStep);
  useMarks(viewer, marks);
  useFirstLook(viewer, marks);
  const canvas = () => viewer?.get<Canvas>('canvas');
  const zoom = (by: number) => canvas()?.zoom((canvas()?.zoom() ?? 1) * by);
  return (
    <div className="diagram">
      <div className="actions">
        <Button size="small" icon={<PlusOutlined />} aria-label={said.in} title={said.in} onClick={() => zoom(1.25)} />
        <Button
          size="small"
          icon={<MinusOutlined />}
          aria-label={said.out}
          title={said.out}
          onClick={() => zoom(0.8)}
        />
        <Button size="small" onClick={() => canvas()?.zoom('fit-viewport', 'auto')}>
          {said.fit}
        </Button>
        <span className="muted small">{said.help}</span>
      </div>
      {failed && <Alert type="warning" showIcon title={said.failed} />}
      <div ref={place} className="diagram-canvas" />
      <Steps steps={stepsIn(drawing, marks)} {...(onStep && { onStep })} />
    </div>
  );
}

function useViewer(drawing: Document, label: string, onStep: DiagramProps['onStep']) {
  const place = useRef<HTMLDivElement>(null);
  const chosen = useRef(onStep);
  chosen.current = onStep;
  const [viewer, setViewer] = useState<NavigatedViewer>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    const made = new NavigatedViewer({ container: place.current, zoomScroll: { enabled: false } });
    made.on('element.click', ({ element }: { element: { id: string } }) => {
      const id = element.id.replace(/_label$/, '');
      if (isStep(id)) chosen.current?.(stepOf(id));
    });
    // The wheel scrolls the page until somebody turns to the drawing.
    made.on('canvas.focus.changed', ({ focused }: { focused: boolean }) => {
      made.get<ZoomScroll>('zoomScroll').toggle(focused);
    });
    let here = true;
    const show = async () => {
      await made.importXML(new XMLSerializer().serializeToString(drawing));
      if (!here) return;
      setViewer(made);
    };
    show().catch(() => setFailed(here));
    return () => {
      here = false;
      setViewer(undefined);
      made.destroy();
    };
  }, [drawing]);
  useEffect(() => {
    const svg =
      viewer === undefined ? null : place.current?.querySelector('svg[data-element-id], .djs-container > svg');
    svg?.setAttribute('role', 'img');
    svg?.setAttribute('aria-label', label);
  }, [viewer, label]);
  return { place, viewer, failed };
}

/** Smaller than this nobody reads it. */
const READABLE = 0.7;

/** All of it, if that can be read; or else where it is open, or where it begins. */
function useFirstLook(viewer: NavigatedViewer | undefined, { open = [] }: Marks): void {
  const looked = useRef<NavigatedViewer>(undefined);
  useEffect(() => {
    if (viewer === undefined || looked.current === viewer) return;
    looked.current = viewer;
    const canvas = viewer.get<Canvas>('canvas');
    if (canvas.zoom('fit-viewport', 'auto') >= READABLE) return;
    canvas.zoom(READABLE);
    const registry = viewer.get<Registry>('elementRegistry');
    canvas.scrollToElement([...open, 'start'].find((id) => registry.get(id) !== undefined) ?? 'start', 80);
  }, [viewer, open]);
}

/** Beside the colour: what was passed has a tick, what is open a dot, what was closed a cross. */
const SIGNS = { open: '●', passed: '✓', closed: '✕' } as const;

function useMarks(viewer: NavigatedViewer | undefined, marks: Marks): void {
  useEffect(() => {
    if (viewer === undefined) return;
    const canvas = viewer.get<Canvas>('canvas');
    const overlays = viewer.get<Overlays>('overlays');
    const registry = viewer.get<Registry>('elementRegistry');
    const marked: [string, string][] = [];
    for (const state of ['passed', 'closed', 'open'] as const) {
      for (const id of marks[state] ?? []) {
        const element = registry.get(id);
        if (element === undefined) continue;
        canvas.addMarker(id, `mark-${state}`);
        marked.push([id, `mark-${state}`]);
        if (isStep(id) && element.waypoints === undefined) {
          overlays.add(id, { position: { top: -11, right: 11 }, html: signOf(state) });
        }
      }
    }
    return () => {
      overlays.clear();
      for (const [id, mark] of marked) if (registry.get(id) !== undefined) canvas.removeMarker(id, mark);
    };
  }, [viewer, marks]);
}

function signOf(state: keyof typeof SIGNS): HTMLElement {
  const sign = document.createElement('span');
  sign.className = `sign sign-${state}`;
  sign.setAttribute('aria-hidden', 'true');
  sign.textContent = SIGNS[state];
  return sign;
}

function Steps({ steps, onStep }: { steps: readonly DrawnStep[]; onStep?: (step: string) => void }) {
  const said = useWords(words);
  return (
    <details className="diagram-steps">
      <summary>{said.list}</summary>
      <ol>
        {steps.map(({ element, name, state }) => (
          <li key={element}>
            {onStep === undefined ? (
              name
            ) : (
              <Button type="link" size="small" onClick={() => onStep(stepOf(element))}>
                {name}
              </Button>
            )}
            {state !== 'none' && <span className={`tag mark-word-${state}`}>{said.states[state]}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
