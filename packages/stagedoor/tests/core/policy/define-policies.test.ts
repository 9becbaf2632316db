import { describe, expect, test } from 'vitest';
import { RecordProblem } from '../../../src/core/kernel/record-shape.ts';
import { definePolicies } from '../../../src/core/policy/define-policies.ts';
import { fieldKindProblems } from '../../../src/core/policy/field-kind-problems.ts';
import type { AskerPolicy, Policy } from '../../../src/core/policy/policy.ts';

interface Article {
  readonly id: number;
  readonly author: number;
  readonly category: number | null;
  readonly state: 'draft' | 'live';
  readonly isPinned: boolean;
  readonly publishedAt: Date | null;
}

const editorCategories = { table: 'blog_editor_category', user: 'user_id', value: 'category_id' } as const;

const policies = definePolicies({
  CanEditArticle: {
    any: [{ owner: 'author' }, { staff: true }, { field: 'category', in: editorCategories }],
  },
  HasSubscription: {
    policy: { has: { table: 'shop_subscription', user: 'user_id', where: { is_active: true } } },
    refusal: 'shop.subscription-needed',
  },
  MayPublish: { all: ['IsVerifiedUser', 'CanEditArticle'] },
});

/** What nobody who compiles would write. */
const written = (entries: Record<string, unknown>) => () => definePolicies(entries as never);

describe('policies', () => {
  test('do not compile with a field, a value or a name that there is not', () => {
    const good: Policy<Article> = policies.MayPublish;
    const known: Policy<Article>[] = [
      policies.CanEditArticle,
      { field: 'state', is: 'live' },
      { field: 'publishedAt', is: null },
      { not: { field: 'isPinned', is: true } },
      // @ts-expect-error no such field
      { owner: 'writer' },
      // @ts-expect-error a field that holds no id
      { owner: 'state' },
      // @ts-expect-error no such state
      { field: 'state', is: 'gone' },
      // @ts-expect-error a field that holds no number
      { field: 'isPinned', in: [1] },
    ];
    // @ts-expect-error the owner is a field that articles do not have
    const other: Policy<Article> = policies.IsOwner;
    // @ts-expect-error a route knows no row
    const ofRoute: AskerPolicy = { any: [{ owner: 'author' }] };
    // @ts-expect-error no such policy
    expect(() => definePolicies({ One: { not: 'Another' } })).toThrow(RecordProblem);
    expect([good, known.length, other, ofRoute]).toBeDefined();
  });

  test.each<[unknown, string]>([
    [{}, 'One must say one of all, any, not'],
    [null, 'One must be a policy or the name of one, not null'],
    [() => true, 'One must be a policy or the name of one'],
    ['IsAuthentcated', 'One names IsAuthentcated, which is no policy here'],
    [{ policy: { any: [] }, refusal: 'a.b' }, 'One.policy.any must be a list of policies'],
    [{ all: [] }, 'One.all must be a list of policies, with at least one'],
    [{ any: [{ staff: false }] }, 'One.any[0].staff must be true or left out, not false'],
    [{ staff: true, verified: true }, 'One must ask one thing'],
    [{ owner: 'author', staff: true }, 'One.staff is not known here'],
    [{ field: 'state' }, 'One must say either is or in of the field'],
    [{ field: 'state', is: 'a', in: ['b'] }, 'One must say either is or in of the field'],
    [{ field: 'state', in: [] }, 'One.in must be a list of values, with at least one'],
    [{ field: 'a"b', is: 1 }, 'One.field must be the name of a column'],
    [{ field: 'price', is: 1.5 }, 'One.is must be a text, a whole number'],
    [{ field: 'text', is: '\ud800' }, 'One.is must be a text'],
    [{ field: 'at', is: new Date(0) }, 'One.is must be a text'],
    [{ has: { table: 'x; drop', user: 'u' } }, 'One.has.table must be the name of a column'],
    [{ has: { table: 'x' } }, 'One.has.user must be the name of a column, not undefined (missing)'],
    [{ role: [] }, 'One.role must be a list of words, with at least one'],
    [{ policy: { staff: true } }, 'One.refusal must be the code of a refusal'],
    [{ policy: 'One', refusal: 'a.b' }, 'One means itself'],
    [{ not: 'One' }, 'One means itself'],
  ])('with a slip in them do not start: %j', (policy, problem) => {
    expect(written({ One: policy })).toThrow(RecordProblem);
    expect(written({ One: policy })).toThrow(problem);
  });

  test('that mean each other do not start', () => {
    expect(written({ One: { any: ['Two', { staff: true }] }, Two: { not: 'One' } })).toThrow(
      'One means itself',
    );
  });

  test('are told of fields that the rows do not have, and of what a field never holds', () => {
    const fields = { author: 'text', category: 'integer' } as const;
    expect(fieldKindProblems(policies.MayPublish, fields)).toEqual([
      'author holds text, and is compared with integer',
    ]);
    expect(fieldKindProblems({ not: { field: 'state', in: ['a', 1] } }, fields)).toEqual([
      'state is no field of these rows',
    ]);
    expect(fieldKindProblems({ field: 'constructor', is: null }, fields)).toHaveLength(1);
    expect(fieldKindProblems({ field: 'author', is: null }, fields)).toEqual([]);
  });
});
