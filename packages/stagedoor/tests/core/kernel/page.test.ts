import { describe, expect, test } from 'vitest';
import { pageOf, pageSize } from '../../../src/core/kernel/page.ts';

describe('how many rows a list answers', () => {
  test.each([
    [undefined, 100],
    [0, 1],
    [-5, 1],
    [1.9, 1],
    [1_000, 1_000],
    [1_001, 1_000],
    [Number.POSITIVE_INFINITY, 1_000],
    [Number.NaN, 100],
  ])('asked for %s, is %i', (asked, size) => expect(pageSize(asked)).toBe(size));
});

describe('a page', () => {
  const stored = [{ id: 3 }, { id: 5 }, { id: 9 }];
  const list = async (limit: number) => stored.slice(0, limit);

  test('ends the list where it has all of it, to the row', async () => {
    expect(await pageOf(3, list)).toEqual({ rows: stored, next: null });
    expect(await pageOf(undefined, list)).toEqual({ rows: stored, next: null });
    expect(await pageOf(2, async () => [])).toEqual({ rows: [], next: null });
  });

  test('names its last row where another follows', async () => {
    expect(await pageOf(2, list)).toEqual({ rows: stored.slice(0, 2), next: 5 });
  });
});
