/** The drawing of a procedure, with marks of where a case stands and came from. The viewer is loaded with it. */
import { lazy, Suspense } from 'react';
import { Loading } from '../parts/loading.tsx';

/** Ids of elements and flows as they stand in the drawing; a step is `step_<id>`. */
export interface Marks {
  open?: readonly string[];
  passed?: readonly string[];
  closed?: readonly string[];
}

export interface DiagramProps {
  xml: string;
  marks?: Marks;
  /** A step was chosen, by its id. */
  onStep?: (step: string) => void;
  /** What the drawing is of, for those who hear it. */
  title: string;
}

const Viewer = lazy(() => import('./viewer.tsx'));

export function Diagram(props: DiagramProps) {
  return (
    <Suspense fallback={<Loading />}>
      <Viewer {...props} />
    </Suspense>
  );
}
