// The thread of the compiler: Node's loader hooks for TypeScript are set per thread.
import { register } from 'tsx/esm/api';

register();
await import('./compile.ts');
