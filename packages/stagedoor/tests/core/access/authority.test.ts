import { describe, expect, test } from 'vitest';
import type { AccessRule } from '../../../src/core/access/access-rule.ts';
import { hasModulePerms, hasPerm } from '../../../src/core/access/has-perm.ts';
import { isAllowed } from '../../../src/core/access/is-allowed.ts';
import { askingSubjects } from '../../../src/core/object-permission/subject.ts';

import { decide } from '../../../src/core/policy/decide.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { hasRole } from '../../../src/core/role/has-role.ts';
import { actsAsThemselves, authorityOf } from '../../../src/core/session/authority.ts';
import type { Principal } from '../../../src/core/session/session.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';
import { createMemoryStores } from '../../../src/infrastructure/memory/memory-stores.ts';
import { principalWith } from '../../support/policy/askers.ts';

const PERMISSION = 'shop.add_product';
const scopes: Readonly<Record<string, TokenScope | undefined>> = {
  'without a scope': undefined,
  'with a scope that names it': { permissions: [PERMISSION], methods: 'write' },
  'with a scope that does not': { permissions: ['shop.view_product'], methods: 'write' },
};

/** Somebody who is all that can be asked for, as far as what they came with goes. */
function comes(scope: TokenScope | undefined, { isOpen, isActive }: Record<'isOpen' | 'isActive', boolean>) {
  return principalWith({
    isActive,
    isStaff: true,
    isSuperuser: true,
    isVerified: true,
    groups: ['Editors'],
    permissions: [PERMISSION],
    ...(scope === undefined ? {} : { scope }),
    ...(isOpen ? {} : { pendingStage: 'terms.accept' as const }),
  });
}

const either = [true, false] as const;
const table = Object.entries(scopes).flatMap(([came, scope]) =>
  either.flatMap((isOpen) =>
    either.map((isActive) => {
      const authority = !isOpen || !isActive ? 'none' : scope === undefined ? 'whole' : 'scope';
      return { came, scope, isOpen, isActive, authority } as const;
    }),
  ),
);

const { roles } = createMemoryStores();
const holdsRole = (principal: Principal) =>
  hasRole({ roles, settings: { extraFields: {} } }, { principal, role: 'Editors' });

describe.each(table)('whoever came $came, every stage passed: $isOpen, active: $isActive', (row) => {
  const principal = comes(row.scope, row);
  const isNamed = row.scope?.permissions.includes(PERMISSION) ?? true;
  const asks: readonly (readonly [AccessRule & Policy, boolean])[] = [
    [{ staff: true }, row.authority === 'whole'],
    [{ superuser: true }, row.authority === 'whole'],
    [{ group: 'Editors' }, row.authority === 'whole'],
    [{ verified: true }, row.authority !== 'none'],
    [{ permission: PERMISSION }, row.authority !== 'none' && isNamed],
  ];

  test(`has ${row.authority} of their authority`, () => {
    expect(authorityOf(principal)).toBe(row.authority);
    expect(actsAsThemselves(principal)).toBe(row.authority === 'whole');
  });

  test.each(asks)('is told the same of %j by a rule and by a policy: %s', async (rule, holds) => {
    expect([await isAllowed({}, { principal, rule }), decide(rule, { principal, action: 'view' })]).toEqual([
      holds,
      holds ? 'yes' : 'no',
    ]);
  });

  test('is by name what they are only as themselves', async () => {
    expect(await holdsRole(principal)).toBe(row.authority === 'whole');
  });

  test('has a permission, of all rows or of one, as far as that goes', () => {
    const holds = row.authority !== 'none' && isNamed;
    expect(hasPerm(principal, PERMISSION)).toBe(holds);
    expect(hasModulePerms(principal, 'shop')).toBe(row.authority !== 'none');
    expect(askingSubjects(principal, PERMISSION).length > 0).toBe(holds);
  });
});
