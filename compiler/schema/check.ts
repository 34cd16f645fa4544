/** First pass: the file against the JSON Schema of the language. */
import type { SourceNode } from '../source/node.ts';

export function checkSchema(_root: SourceNode, _kind: 'document' | 'decision' | 'procedure' | 'block'): void {}
