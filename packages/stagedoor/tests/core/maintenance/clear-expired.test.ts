import { expect, test } from 'vitest';
import { foldRecords } from '../../../src/core/kernel/feature-records.ts';
import { clearExpired } from '../../../src/core/maintenance/clear-expired.ts';
import { fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';

const clock = fixedClock('2026-03-01T12:00:00.000Z');

test('a fault of one feature keeps no other from its turn, and is told at the end', async () => {
  const asked: string[] = [];
  const feature = (name: string, expire: () => Promise<number>) => ({
    feature: name,
    owner: 'accounts' as const,
    expire: () => {
      asked.push(name);
      return expire();
    },
  });
  const featureRecords = foldRecords([
    feature('first', async () => 1),
    feature('broken', () => Promise.reject(new Error('the table is gone'))),
    feature('last', async () => 2),
  ]);
  await expect(clearExpired({ featureRecords, clock })).rejects.toThrow('the table is gone');
  expect(asked).toEqual(['first', 'broken', 'last']);
});

test('what is full of old rows is asked again until there are fewer', async () => {
  let left = 1_234;
  const expire = async ({ most }: { readonly most: number }) => {
    const removed = Math.min(left, most);
    left -= removed;
    return removed;
  };
  const featureRecords = foldRecords([{ feature: 'link', owner: 'accounts', expireCounts: 'links', expire }]);
  expect(await clearExpired({ featureRecords, clock })).toMatchObject({ links: 1_234 });
  expect(left).toBe(0);
});
