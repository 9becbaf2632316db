import { describe, expect, test } from 'vitest';
import { PlainError } from '../../../src/core/kernel/plain-error.ts';
import { RecordProblem } from '../../../src/core/kernel/record-shape.ts';
import { definePolicies } from '../../../src/core/policy/define-policies.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import {
  type JudgedRows,
  policyAllows,
  requireOnRow,
  requirePolicy,
} from '../../../src/core/policy/require-policy.ts';
import { createMemoryPolicyFactStore } from '../../../src/infrastructure/memory/policy/memory-policy-fact-store.ts';
import { type Being, principalWith } from '../../support/policy/askers.ts';

const policies = definePolicies({
  SeesLive: { any: [{ field: 'state', is: 'live' }, { owner: 'author' }, { staff: true }] },
  MayEdit: { all: ['IsAuthenticated', 'IsOwnerOrReadOnly', 'IsVerifiedUser'] },
  InOwnTeam: { field: 'team', in: [1, 2] },
  Subscribed: {
    policy: { has: { table: 'shop_subscription', user: 'user_id' } },
    refusal: 'shop.subscription-needed',
  },
});
const deps = {
  policyFacts: createMemoryPolicyFactStore(),
  roles: {
    listHeld: async () => [
      { role: 'editor', organizationId: null },
      { role: 'owner', organizationId: 1 },
    ],
  } as never,
  settings: { extraFields: {} },
};
const draft = { author: 7, state: 'draft', team: 1 };
const live = { ...draft, state: 'live' };

async function refusal(ask: Promise<unknown>): Promise<string> {
  try {
    await ask;
    return 'let in';
  } catch (error) {
    const { refusal: refused } = error as { refusal?: { code: string } };
    if (refused === undefined) throw error;
    return refused.code;
  }
}

function whoChanges(
  being: Being | null,
  rows: JudgedRows,
  policy: Policy = policies.MayEdit,
): Promise<string> {
  const principal = being && principalWith(being);
  return refusal(
    requireOnRow(deps, { policy, seenBy: policies.SeesLive, principal, action: 'change', rows }),
  );
}

describe('an act on a row', () => {
  test.each<[string, Being | null, JudgedRows, string]>([
    ['its owner', { isVerified: true }, [draft, draft], 'let in'],
    ['a visitor', null, [live, live], 'not-authenticated'],
    ['its owner, not verified', {}, [draft, draft], 'email-unverified'],
    // REST framework asks what needs no object before it looks for one.
    ['another, not verified', { id: 8 }, [live, live], 'email-unverified'],
    ['another who sees it', { id: 8, isVerified: true }, [live, live], 'permission-denied'],
    ['another who does not see it', { id: 8, isVerified: true }, [draft, draft], 'not-found'],
    [
      'its owner, for somebody else',
      { isVerified: true },
      [draft, { ...draft, author: 8 }],
      'permission-denied',
    ],
    ['another, taking it', { id: 8, isVerified: true }, [live, { ...live, author: 8 }], 'permission-denied'],
    ['staff', { id: 8, isStaff: true, isVerified: true }, [draft, draft], 'permission-denied'],
    ['its owner, shut out', { isActive: false, isVerified: true }, [draft, draft], 'permission-denied'],
  ])('by %s is judged on the row that is and the one that will be: %j', async (_, being, rows, code) => {
    expect(await whoChanges(being, rows)).toBe(code);
  });

  test('moves no row into reach or out of it', async () => {
    const change = (from: number, to: number) =>
      whoChanges(
        {},
        [
          { ...live, team: from },
          { ...live, team: to },
        ],
        policies.InOwnTeam,
      );
    expect([await change(1, 2), await change(1, 3), await change(3, 1)]).toEqual([
      'let in',
      'permission-denied',
      'permission-denied',
    ]);
  });
});

describe('what is asked of whoever acts', () => {
  const ask = (policy: Policy, being: Being | null, rows?: JudgedRows) =>
    requirePolicy(deps, {
      policy,
      principal: being && principalWith(being),
      action: 'add',
      ...(rows === undefined ? {} : { rows }),
    });

  test('is judged in adding by the values that there will be', async () => {
    expect(await refusal(ask(policies.InOwnTeam, {}, [{ team: 2 }]))).toBe('let in');
    expect(await refusal(ask(policies.InOwnTeam, {}, [{ team: 3 }]))).toBe('permission-denied');
  });

  test('is refused in the words of the first part that does not hold', async () => {
    const both: Policy = { all: [{ staff: true }, policies.Subscribed] };
    expect(await refusal(ask(both, {}))).toBe('permission-denied');
    expect(await refusal(ask(both, { isStaff: true }))).toBe('shop.subscription-needed');
    expect(await refusal(ask(both, null))).toBe('not-authenticated');
    // Of several ways the nearest is not known.
    expect(await refusal(ask({ any: [policies.IsVerifiedUser, policies.Subscribed] }, {}))).toBe(
      'permission-denied',
    );
  });

  test('is refused in the words of the one way that is about what is asked for', async () => {
    const ways = (policy: Policy): Policy => ({
      any: [{ action: 'view' }, { all: [{ action: 'delete' }, { staff: true }] }, policy],
    });
    expect(await refusal(ask(ways(policies.Subscribed), {}))).toBe('shop.subscription-needed');
    expect(await refusal(ask(ways({ all: [{ action: 'add' }, policies.Subscribed] }), {}))).toBe(
      'shop.subscription-needed',
    );
    expect(await refusal(ask(ways({ all: [{ action: 'change' }, policies.Subscribed] }), {}))).toBe(
      'permission-denied',
    );
  });

  test('is a fault where it is no policy, where no row is there to ask, and where a row lacks the field', async () => {
    for (const slip of [{}, { all: [] }, { staf: true }, { not: {} }, undefined, () => true])
      await expect(ask(slip as never, { isSuperuser: true })).rejects.toThrow(RecordProblem);
    await expect(ask(policies.InOwnTeam, {}, [] as never)).rejects.toThrow('about no row');
    await expect(ask(policies.InOwnTeam, {})).rejects.toThrow('team, which the row does not have');
    const granted = { policy: { granted: 'change_project' }, principal: principalWith({}), action: 'view' };
    await expect(policyAllows(deps, granted)).rejects.toThrow(PlainError);
  });

  test('counts the roles that they have everywhere, and those of one organization in that one alone', async () => {
    const asAuthor = { ...principalWith({}), roles: ['author'] };
    const of = (policy: Policy, rows?: JudgedRows) =>
      policyAllows(deps, {
        policy,
        principal: asAuthor,
        action: 'view',
        ...(rows === undefined ? {} : { rows }),
      });
    expect([await of({ role: ['admin', 'author'] }), await of({ role: 'owner' })]).toEqual([true, false]);
    const owner: Policy = { role: 'owner', organization: 'shop' };
    expect([await of(owner, [{ shop: 1 }]), await of(owner, [{ shop: 2 }])]).toEqual([true, false]);
    expect(await of({ not: owner }, [{ shop: null }])).toBe(true);
  });
});
