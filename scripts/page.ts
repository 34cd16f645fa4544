/** Builds the page if its sources have changed since: `node scripts/page.ts` */
import { ensurePage } from '../runtime/page.ts';

ensurePage((line) => console.error(line));
