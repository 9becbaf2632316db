import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/core/session/session.ts';
import { AccountsError } from '../../../src/index.ts';
import { type AccountsForTest, accountsIn } from '../../support/core.ts';
import { type OpenStores, openStores, type StoreKind } from '../../support/open-stores.ts';
import { addUser, sampleSession } from '../../support/stores/samples.ts';

const ACTS = ['auth.change_user', 'auth.add_group', 'auth.change_group', 'auth.delete_group'];
const ALL = ['tests.a', 'tests.b', 'tests.c', 'tests.d', ...ACTS];

/** Three who act together, two whom they act on, two groups that are there before. */
const held = fc.subarray(ALL);
const people = fc.array(fc.record({ own: held, isStaff: fc.boolean() }), { minLength: 5, maxLength: 5 });
const groups = fc.array(fc.record({ permissions: held, member: fc.nat(4) }), { minLength: 2, maxLength: 2 });
const act = fc.record({
  kind: fc.constantFrom('grant', 'revoke', 'set', 'create', 'delete', 'join', 'leave', 'give', 'take'),
  by: fc.nat(2),
  group: fc.nat(3),
  user: fc.nat(4),
  permissions: fc.subarray(ALL, { maxLength: 2 }),
});

interface World {
  readonly people: readonly { readonly own: readonly string[]; readonly isStaff: boolean }[];
  readonly groups: readonly { readonly permissions: readonly string[]; readonly member: number }[];
}

describe.each([
  ['memory', 150],
  ['sqlite', 10],
] as const)('on %s', (kind: StoreKind, runs) => {
  test('whatever some people do to rights in whatever order, nobody comes to hold what none of them held, and who held more is left as they were', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ people, groups }),
        fc.array(act, { minLength: 10, maxLength: 40 }),
        async (world, acts) => {
          const stores = await openStores(kind);
          try {
            await tryActs(stores, world, acts);
          } finally {
            await stores.close();
          }
        },
      ),
      { numRuns: runs },
    );
  });
});

async function tryActs(stores: OpenStores, world: World, acts: readonly Act[]): Promise<void> {
  const site = accountsIn(stores);
  await stores.giveAccess(await addUser(stores), { permissions: ALL });
  const ids: number[] = [];
  for (const { own, isStaff } of world.people) {
    const id = await addUser(stores, { isStaff });
    await stores.giveAccess(id, { permissions: own });
    ids.push(id);
  }
  for (const [index, { permissions, member }] of world.groups.entries()) {
    const by = 'operator';
    const { id: groupId } = await site.useCases.group.create({ by, name: `group ${index}` });
    await site.useCases.group.setPermissions({ by, groupId, permissions });
    await site.useCases.group.addMember({ by, groupId, userId: ids[member] ?? 0 });
  }
  const rightsOf = async (id: number) => [...(await stores.groups.rightsOfUser(id)).held.names].toSorted();
  /** What somebody was given themselves, and where they are in. */
  const givenTo = async (id: number) => ({
    own: (await stores.permissions.listOfUser(id)).map(({ name }) => name),
    groups: (await stores.groups.rightsOfUser(id)).groups.map((group) => group.id).toSorted(),
  });
  const before = await Promise.all(ids.map(rightsOf));
  const given = await Promise.all(ids.map(givenTo));
  const theirs = new Set(before.slice(0, 3).flat());
  const actors = await Promise.all(ids.slice(0, 3).map((id) => logIn(stores, site, id)));
  for (const one of acts) await carryOut(site, one, { by: actors[one.by], userId: ids[one.user] ?? 0 });
  for (const [index, id] of ids.entries()) {
    const had = before[index] ?? [];
    const gained = (await rightsOf(id)).filter((name) => !had.includes(name));
    expect(gained.filter((name) => !theirs.has(name))).toEqual([]);
    if (had.some((name) => !theirs.has(name))) expect(await givenTo(id)).toEqual(given[index]);
  }
}

type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** What is refused is refused; nothing else may go wrong. */
async function carryOut(
  { useCases: { group, permission } }: AccountsForTest,
  { kind, group: groupId, permissions }: Act,
  { by, userId }: { readonly by: Principal | undefined; readonly userId: number },
): Promise<void> {
  if (by === undefined) throw new Error('Somebody must act.');
  const [first = 'tests.a'] = permissions;
  const id = groupId + 1;
  const doings = {
    grant: () => group.grant({ by, groupId: id, permissions }),
    revoke: () => group.revoke({ by, groupId: id, permissions }),
    set: () => group.setPermissions({ by, groupId: id, permissions }),
    create: () => group.create({ by, name: `group ${groupId}` }),
    delete: () => group.delete({ by, groupId: id }),
    join: () => group.addMember({ by, groupId: id, userId }),
    leave: () => group.removeMember({ by, groupId: id, userId }),
    give: () => permission.grant({ by, userId, permission: first }),
    take: () => permission.revoke({ by, userId, permission: first }),
  };
  await doings[kind]().catch((error: unknown) => {
    if (!(error instanceof AccountsError)) throw error;
  });
}

async function logIn(stores: OpenStores, site: AccountsForTest, userId: number): Promise<Principal> {
  const now = site.clock.now();
  const later = new Date(now.getTime() + 3_600_000);
  const session = sampleSession(userId, { createdAt: now, lastSeenAt: now, expiresAt: later, endsAt: later });
  await stores.sessions.add(session);
  const principal = await stores.sessions.findPrincipal(session.keyHash, now);
  if (principal === null) throw new Error('The session is not there.');
  return principal;
}
