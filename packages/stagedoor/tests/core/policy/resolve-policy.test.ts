import { describe, expect, test } from 'vitest';
import type { Asker } from '../../../src/core/policy/asker.ts';
import { decide } from '../../../src/core/policy/decide.ts';
import { definePolicies } from '../../../src/core/policy/define-policies.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import {
  djangoModelPermissions,
  djangoModelPermissionsOrAnonReadOnly,
  djangoObjectPermissions,
  readyPolicies,
} from '../../../src/core/policy/ready-policies.ts';
import { resolvePolicy } from '../../../src/core/policy/resolve-policy.ts';
import { asking, type Being } from '../../support/policy/askers.ts';

const { Editors: editors, ...ready } = definePolicies({ Editors: { group: 'Editors' } });
const decideFor = (policy: Policy, asker: Asker) => decide(policy, asker);

describe('what is asked of who asks', () => {
  test.each<[Policy, Being | null, 'yes' | 'no']>([
    [{ anyone: true }, null, 'yes'],
    [{ authenticated: true }, null, 'no'],
    [{ authenticated: true }, {}, 'yes'],
    [{ authenticated: true }, { isActive: false }, 'no'],
    [{ authenticated: true }, { pendingStage: 'terms.accept', isSuperuser: true }, 'no'],
    [{ superuser: true }, { pendingStage: 'terms.accept', isSuperuser: true }, 'no'],
    [{ staff: true }, { isStaff: true }, 'yes'],
    [{ staff: true }, { isStaff: true, isActive: false }, 'no'],
    [{ staff: true }, { isSuperuser: true }, 'no'],
    [{ superuser: true }, { isSuperuser: true }, 'yes'],
    [{ verified: true }, null, 'no'],
    [{ verified: true }, {}, 'no'],
    [{ verified: true }, { isVerified: true }, 'yes'],
    [editors, null, 'no'],
    [editors, { groups: ['Authors'] }, 'no'],
    [editors, { groups: ['Editors'] }, 'yes'],
    [{ permission: 'shop.add_product' }, null, 'no'],
    [{ permission: 'shop.add_product' }, { permissions: ['shop.add_product'] }, 'yes'],
    [{ permission: 'shop.add_product' }, { permissions: ['blog.add_product'] }, 'no'],
    [{ permission: 'shop.add_product' }, { isSuperuser: true }, 'yes'],
    [{ permission: 'shop.add_product' }, { isSuperuser: true, isActive: false }, 'no'],
    [{ not: { authenticated: true } }, null, 'yes'],
    [{ not: { staff: true } }, {}, 'yes'],
    [{ all: [{ authenticated: true }, { staff: true }] }, {}, 'no'],
    [{ any: [{ staff: true }, { verified: true }] }, { isVerified: true }, 'yes'],
    [{ not: { any: [{ staff: true }, { verified: true }] } }, {}, 'yes'],
    [{ not: { all: [{ staff: true }, { verified: true }] } }, { isStaff: true }, 'yes'],
  ])('%j of %j is answered without a row: %s', (policy, being, answer) => {
    expect(decideFor(policy, asking(being))).toBe(answer);
  });

  test.each<Policy>([{ staff: true }, { superuser: true }, editors, { role: 'ADMIN' }])(
    'a token with a scope is neither %j nor not: to leave out is not to gain',
    (policy) => {
      const scope = { permissions: [], methods: 'write' } as const;
      for (const isStaff of [true, false]) {
        const being = { isStaff, isSuperuser: isStaff, groups: isStaff ? ['Editors'] : [], scope };
        const asker = asking(being, { roles: isStaff ? [{ role: 'ADMIN', organizationId: null }] : [] });
        expect([decideFor(policy, asker), decideFor({ not: policy }, asker)]).toEqual(['no', 'no']);
      }
    },
  );

  test('a token holds no more than its scope names, and what it leaves out is not known to be wanting', () => {
    const scope = { permissions: ['shop.view_product'], methods: 'write' } as const;
    const asker = asking({ permissions: ['shop.add_product', 'shop.view_product'], scope });
    expect(decideFor({ permission: 'shop.view_product' }, asker)).toBe('yes');
    expect(decideFor({ permission: 'shop.add_product' }, asker)).toBe('no');
    expect(decideFor({ not: { permission: 'shop.add_product' } }, asker)).toBe('no');
    expect(decideFor({ granted: 'shop.view_product' }, asker)).toBe('depends');
    expect(decideFor({ granted: 'shop.change_product' }, asker)).toBe('no');
    expect(decideFor({ not: { granted: 'shop.change_product' } }, asker)).toBe('no');
  });
});

describe('roles', () => {
  const roles = [
    { role: 'CUSTOMER', organizationId: null },
    { role: 'owner', organizationId: 1 },
  ];

  test('count everywhere where no organization is named with them, and in that one alone where one is', () => {
    const asker = asking({}, { roles });
    expect(decideFor({ role: ['CUSTOMER', 'ADMIN'] }, asker)).toBe('yes');
    expect(decideFor({ role: 'owner' }, asker)).toBe('no');
    const elsewhere = { role: 'CUSTOMER', organization: 'shop' } as const;
    expect(decideFor({ not: elsewhere }, asker)).toBe('yes');
    expect(decideFor(elsewhere, { ...asker, action: 'change' })).toBe('no');
    // Of no row: what is closed in each is known to be, and in a condition of several nothing of it is left.
    expect(decideFor(elsewhere, { ...asker, action: 'view' })).toBe('no');
    expect(
      resolvePolicy({ any: [elsewhere, { granted: 'view_paper' }] }, { ...asker, action: 'view' }).kind,
    ).toBe('granted');
    expect(resolvePolicy({ role: 'owner', organization: 'shop' }, asker)).toEqual({
      kind: 'one-of',
      field: 'shop',
      values: [1],
      negated: false,
    });
  });

  test('that nobody has looked up are neither there nor missing', () => {
    const { roles: _, ...unknowing } = asking({});
    for (const leaf of [{ role: 'owner' }, { role: 'owner', organization: 'shop' }] as const) {
      expect(decideFor(leaf, unknowing)).toBe('no');
      expect(decideFor({ not: leaf }, unknowing)).toBe('no');
    }
  });
});

describe('what is left for the row', () => {
  const canEdit: Policy = { any: [{ superuser: true }, { owner: 'author' }, { staff: true }] };

  test('is nothing for a superuser: a list needs no predicate', () => {
    expect(resolvePolicy(canEdit, asking({ isSuperuser: true }))).toEqual({ kind: 'always' });
  });

  test('is nothing for a visitor: a list needs no query', () => {
    expect(resolvePolicy(canEdit, asking(null))).toEqual({ kind: 'never' });
  });

  test('is one question for everybody else', () => {
    const asked = { kind: 'equals', field: 'author', value: 7, negated: false };
    expect(resolvePolicy(canEdit, asking({ id: 7 }))).toEqual(asked);
    expect(decideFor(canEdit, asking({ id: 7 }))).toBe('depends');
  });

  test('is nobody’s own where nobody is logged in, null or not', () => {
    expect(decideFor({ owner: 'author' }, asking(null))).toBe('no');
    expect(decideFor({ not: { owner: 'author' } }, asking(null))).toBe('yes');
  });

  test('is no grant for a superuser, who has them all', () => {
    expect(decideFor({ granted: 'change_project' }, asking({ isSuperuser: true }))).toBe('yes');
    expect(decideFor({ granted: 'change_project' }, asking({}))).toBe('depends');
    // Visitors are asked as guardian's AnonymousUser is.
    expect(decideFor({ granted: 'change_project' }, asking(null))).toBe('depends');
  });
});

describe('the permission classes of REST framework', () => {
  const product = { app: 'shop', model: 'product' };
  const adder = { permissions: ['shop.add_product'] };

  test.each<[string, Policy, string, Being | null, 'yes' | 'no' | 'depends']>([
    ['IsAuthenticatedOrReadOnly', ready.IsAuthenticatedOrReadOnly, 'view', null, 'yes'],
    ['IsAuthenticatedOrReadOnly', ready.IsAuthenticatedOrReadOnly, 'add', null, 'no'],
    ['IsAuthenticatedOrReadOnly', ready.IsAuthenticatedOrReadOnly, 'add', {}, 'yes'],
    ['IsAdminUser', ready.IsAdminUser, 'view', { isStaff: true }, 'yes'],
    ['IsAdminUser', ready.IsAdminUser, 'view', {}, 'no'],
    ['AllowAny', ready.AllowAny, 'delete', null, 'yes'],
    ['IsStaffOrReadOnly', ready.IsStaffOrReadOnly, 'view', null, 'yes'],
    ['IsStaffOrReadOnly', ready.IsStaffOrReadOnly, 'change', {}, 'no'],
    ['IsOwnerOrReadOnly', ready.IsOwnerOrReadOnly, 'view', null, 'yes'],
    ['IsOwnerOrReadOnly', ready.IsOwnerOrReadOnly, 'change', null, 'no'],
    ['IsOwnerOrReadOnly', ready.IsOwnerOrReadOnly, 'change', {}, 'depends'],
    ['IsOwnerOrReadOnly', ready.IsOwnerOrReadOnly, 'change', { isSuperuser: true }, 'depends'],
    ['DjangoModelPermissions', djangoModelPermissions(product), 'view', null, 'no'],
    ['DjangoModelPermissions', djangoModelPermissions(product), 'view', {}, 'yes'],
    ['DjangoModelPermissions', djangoModelPermissions(product), 'add', {}, 'no'],
    ['DjangoModelPermissions', djangoModelPermissions(product), 'add', adder, 'yes'],
    ['DjangoModelPermissions', djangoModelPermissions(product), 'change', adder, 'no'],
    ['DjangoModelPermissions', djangoModelPermissions(product), 'approve', { isSuperuser: true }, 'no'],
    ['…OrAnonReadOnly', djangoModelPermissionsOrAnonReadOnly(product), 'view', null, 'yes'],
    ['…OrAnonReadOnly', djangoModelPermissionsOrAnonReadOnly(product), 'add', null, 'no'],
    ['DjangoObjectPermissions', djangoObjectPermissions(product), 'add', adder, 'yes'],
    ['DjangoObjectPermissions', djangoObjectPermissions(product), 'change', adder, 'no'],
    [
      'DjangoObjectPermissions',
      djangoObjectPermissions(product),
      'change',
      { permissions: ['shop.change_product'] },
      'depends',
    ],
    ['DjangoObjectPermissions', djangoObjectPermissions(product), 'delete', { isSuperuser: true }, 'yes'],
  ])('%s answers as there: %j to %s for %j is %s', (_, policy, action, being, answer) => {
    expect(decideFor(policy, asking(being, { action }))).toBe(answer);
  });

  test('are all ready under their names', () => {
    expect(Object.keys(readyPolicies)).toEqual(expect.arrayContaining(['AllowAny', 'IsAuthenticated']));
    expect(Object.keys(ready)).toEqual(Object.keys(readyPolicies));
  });
});
