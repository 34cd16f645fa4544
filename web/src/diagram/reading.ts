/** What the pages read in the drawing's BPMN. */
import type { Language } from '../dates.ts';
import type { Marks } from './diagram.tsx';

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const STEP = /^step_/;

export const isStep = (element: string): boolean => STEP.test(element);
export const stepOf = (element: string): string => element.replace(STEP, '');

export type StepState = 'open' | 'passed' | 'closed' | 'none';

export interface DrawnStep {
  element: string;
  name: string;
  state: StepState;
}

/** Names are Chinese; what they mean in English stands beside them as documentation. */
export function inLanguage(xml: string, language: Language): Document {
  const drawing = new DOMParser().parseFromString(xml, 'application/xml');
  if (language === 'zh') return drawing;
  for (const element of drawing.querySelectorAll('[name]')) {
    const english = childOf(element, 'documentation')?.textContent;
    if (english) element.setAttribute('name', english);
  }
  for (const note of drawing.getElementsByTagNameNS(MODEL, 'textAnnotation')) {
    const [text, english] = [childOf(note, 'text'), childOf(note, 'documentation')?.textContent];
    if (text && english) text.textContent = english;
  }
  return drawing;
}

const childOf = (element: Element, name: string): Element | undefined =>
  [...element.children].find(({ localName }) => localName === name);

/** In the order of the procedure. */
export function stepsIn(drawing: Document, marks: Marks): DrawnStep[] {
  return [...drawing.getElementsByTagNameNS(MODEL, '*')]
    .filter(({ id }) => isStep(id))
    .map((element) => ({
      element: element.id,
      name: (element.getAttribute('name') ?? '').replace(/\n.*$/s, ''),
      state: stateOf(element.id, marks),
    }));
}

function stateOf(element: string, { open = [], closed = [], passed = [] }: Marks): StepState {
  if (open.includes(element) || open.includes(`opens_${stepOf(element)}`)) return 'open';
  if (closed.includes(element)) return 'closed';
  return passed.includes(element) ? 'passed' : 'none';
}
