/**
 * Goal: the workflow's bundle stays small: whatever it takes in costs every cached case memory and time after a restart.
 * Method: bundle the code as the worker does and list the packages in it.
 */
import { beforeAll, expect, test } from 'vitest';
import { caseBundle } from '../../workflows/bundle.ts';

let code = '';
beforeAll(async () => {
  ({ code } = await caseBundle());
}, 120_000);

/** Without the source map, which is appended as a comment. */
const script = () => code.slice(0, code.lastIndexOf('//# sourceMappingURL='));

test('takes in nothing but Temporal, the hash, canonical JSON, decimals and linear-time patterns', () => {
  const packages = [...script().matchAll(/"\.\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(([, name]) => name);
  const allowed = [
    '@noble/hashes',
    '@temporalio/common',
    '@temporalio/workflow',
    'canonicalize',
    'decimal.js',
    'long',
    'ms',
    'nexus-rpc',
    're2js',
  ];
  expect([...new Set(packages)].filter((name) => !allowed.includes(name ?? ''))).toEqual([]);
  expect(packages).toContain('@temporalio/workflow');
});

test('takes in nothing of the shell outside the sandbox', () => {
  const ours = [...script().matchAll(/"\.\/((?:rules|engine|workflows|activities|codec|compiler|store|api)\/[^"]+)"/g)];
  const files = new Set(ours.map(([, file]) => file ?? ''));
  expect([...files].filter((file) => !/^(rules|engine)\//.test(file)).sort()).toEqual([
    'codec/failure-converter.cjs',
    'codec/payload-converter.ts',
    'workflows/activation.ts',
    'workflows/case-workflow.ts',
    'workflows/content-hash.ts',
    'workflows/contract.ts',
    'workflows/index.ts',
    'workflows/recorded-step.ts',
    'workflows/schedule-tick.ts',
    'workflows/shell.ts',
    'workflows/size.ts',
  ]);
});

test('stays under 1.5 MB', () => {
  expect(script().length).toBeLessThan(1_500_000);
  expect(script().length).toBeGreaterThan(100_000);
});
