/** Builds the page if its sources have changed since: `node --import tsx scripts/page.ts` */
import { ensurePage } from '../runtime/page.ts';

ensurePage((line) => console.error(line));
