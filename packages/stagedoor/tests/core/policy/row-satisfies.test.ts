import { describe, expect, test } from 'vitest';
import { PlainError } from '../../../src/core/kernel/plain-error.ts';
import { definePolicies } from '../../../src/core/policy/define-policies.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { resolvePolicy } from '../../../src/core/policy/resolve-policy.ts';
import { type Facts, rowSatisfies } from '../../../src/core/policy/row-satisfies.ts';
import { asking, type Being } from '../../support/policy/askers.ts';

const { CanEditArticle: canEdit } = definePolicies({
  CanEditArticle: {
    any: [
      { owner: 'author' },
      { staff: true },
      { field: 'category', in: { table: 'blog_editor_category', user: 'user_id', value: 'category_id' } },
    ],
  },
});

/** Somebody who edits category 3, and has no grant. */
const facts: Facts = { holdsOwn: (_, value) => value === 3, hasOwn: () => true, isGranted: () => false };
const article = { author: 7, category: 3, state: 'draft', pinned: 0, reviewer: null };

function judge(policy: Policy, being: Being | null, row: object = article): boolean {
  return rowSatisfies(resolvePolicy(policy, asking(being)), row, facts);
}

describe('a row', () => {
  test.each<[Being | null, object, boolean]>([
    [{ id: 7 }, {}, true],
    [{ id: 8 }, { category: 4 }, false],
    [{ id: 8 }, {}, true],
    [{ id: 8 }, { category: null }, false],
    [{ id: 8, isStaff: true }, { category: 4 }, true],
    [null, {}, false],
    [{ id: 7, isActive: false }, {}, false],
  ])('is edited by its owner, by staff, and by editors of its category: %j, %j', (being, changes, answer) => {
    expect(judge(canEdit, being, { ...article, ...changes })).toBe(answer);
  });

  test.each<[Policy, boolean]>([
    [{ field: 'state', is: 'draft' }, true],
    [{ not: { field: 'state', is: 'draft' } }, false],
    [{ field: 'reviewer', is: null }, true],
    [{ not: { field: 'reviewer', is: null } }, false],
    // What is null is not the asker's, and nobody else's.
    [{ owner: 'reviewer' }, false],
    [{ not: { owner: 'reviewer' } }, true],
    [{ field: 'reviewer', in: [7] }, false],
    [{ not: { field: 'reviewer', in: [7] } }, true],
    // SQLite keeps a truth as a number.
    [{ field: 'pinned', is: false }, true],
    [{ field: 'pinned', is: true }, false],
    [
      {
        not: {
          all: [
            { field: 'state', is: 'draft' },
            { field: 'pinned', is: true },
          ],
        },
      },
      true,
    ],
    [
      {
        not: {
          any: [
            { field: 'state', is: 'live' },
            { field: 'pinned', is: true },
          ],
        },
      },
      true,
    ],
    [{ not: { not: { field: 'state', is: 'draft' } } }, true],
  ])('answers %j by what it holds, and what is null is no value: %s', (policy, answer) => {
    expect(judge(policy, {})).toBe(answer);
  });

  test('without a field that is asked for is a fault, and never a yes or a no', () => {
    expect(() => judge({ not: { field: 'owner', is: 1 } }, {})).toThrow('owner, which the row does not have');
    expect(() => judge({ field: 'constructor', is: null }, {})).toThrow(PlainError);
  });
});
