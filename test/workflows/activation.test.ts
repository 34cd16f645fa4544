/** Goal: a workflow knows whether something came alone. Method: activations of one and of two jobs, as the SDK gives them. */
import { expect, test } from 'vitest';
import { broughtOneThing, interceptors } from '../../workflows/activation.ts';

test('one job is one thing, two are not, and each is handed on', () => {
  const [internals] = interceptors().internals ?? [];
  const handedOn: number[] = [];
  const activate = (jobs: number) =>
    internals?.activate?.({ activation: { jobs: Array(jobs).fill({}) } as never, batchIndex: 0 }, ({ activation }) => {
      handedOn.push(activation.jobs?.length ?? 0);
    });
  activate(1);
  expect(broughtOneThing()).toBe(true);
  activate(2);
  expect(broughtOneThing()).toBe(false);
  activate(1);
  expect(broughtOneThing()).toBe(true);
  expect(handedOn).toEqual([1, 2, 1]);
});
