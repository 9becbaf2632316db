import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Actor, actorDetail, visitorOf } from '../../../src/core/access/actor.ts';
import { lockActor } from '../../../src/core/access/lock-actor.ts';
import { requireHeld } from '../../../src/core/access/require-held.ts';
import { requireOutranks } from '../../../src/core/access/require-outranks.ts';
import type { Session } from '../../../src/core/session/session.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import { type AccountsForTest, accountsIn, doneOrRefused, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { principalOf } from '../../support/stores/principal-of.ts';
import { addUser } from '../../support/stores/samples.ts';

type Kind = Partial<Pick<NewUser, 'isStaff' | 'isSuperuser' | 'isActive'>> & {
  readonly holds?: readonly string[];
  readonly byGroup?: readonly string[];
  readonly scope?: TokenScope;
};

const EDIT = 'change_user';
const staff: Kind = { isStaff: true };
const root: Kind = { isStaff: true, isSuperuser: true };
const writes = (...permissions: string[]): TokenScope => ({ permissions, methods: 'write' });

describe.each(storeKinds)('rank, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
  });
  afterEach(() => stores.close());

  async function somebody({ holds = [], byGroup, scope: _, ...flags }: Kind): Promise<number> {
    const id = await addUser(stores, flags);
    const groups = byGroup ? [{ id, name: `group ${id}`, permissions: byGroup }] : [];
    await stores.giveAccess(id, { permissions: holds, groups });
    return id;
  }
  const logIn = (userId: number, changes: Partial<Session> = {}) =>
    principalOf(stores, userId, { now: site.clock.now(), ...changes });
  const principal = async (who: Kind, pendingStage: Session['pendingStage'] = null) =>
    await logIn(await somebody(who), { scope: who.scope ?? null, pendingStage });

  const touch = (by: Actor, userId: number, permission = `tests.${EDIT}`) =>
    stores.transact((within) =>
      requireOutranks(within, { by, now: site.clock.now() }, { userId, permission, fields: {} }),
    );
  const hold = (by: Actor, ...permissions: string[]) =>
    stores.transact(async (within) =>
      requireHeld(await lockActor(within, { by, now: site.clock.now() }), permissions),
    );

  const editor: Kind = { ...staff, holds: [EDIT, 'sell'] };
  const cases: readonly (readonly [string, Kind, string, Kind, 'done' | 'permission-denied'])[] = [
    ['a superuser', root, 'a superuser', root, 'done'],
    ['a superuser', root, 'somebody who holds anything', { holds: ['burn'] }, 'done'],
    [
      'a superuser’s token',
      { ...root, scope: writes(`tests.${EDIT}`) },
      'a superuser',
      root,
      'permission-denied',
    ],
    ['a superuser’s token', { ...root, scope: writes(`tests.${EDIT}`) }, 'staff', staff, 'permission-denied'],
    ['a superuser’s token', { ...root, scope: writes(`tests.${EDIT}`) }, 'somebody with nothing', {}, 'done'],
    ['staff', editor, 'a superuser', root, 'permission-denied'],
    ['staff', editor, 'an inactive superuser', { ...root, isActive: false }, 'permission-denied'],
    ['staff', editor, 'staff who hold no more', { ...staff, holds: ['sell'] }, 'done'],
    ['staff', editor, 'staff who hold more', { ...staff, holds: ['sell', 'burn'] }, 'permission-denied'],
    ['staff', editor, 'whoever holds more by a group', { byGroup: ['burn'] }, 'permission-denied'],
    [
      'staff',
      editor,
      'whoever is inactive and held more',
      { isActive: false, holds: ['burn'] },
      'permission-denied',
    ],
    ['staff', editor, 'somebody with nothing', {}, 'done'],
    [
      'staff who hold by a group',
      { ...staff, byGroup: [EDIT, 'sell'] },
      'who holds it too',
      { holds: ['sell'] },
      'done',
    ],
    ['who is no staff', { holds: [EDIT] }, 'staff', staff, 'permission-denied'],
    ['who is no staff', { holds: [EDIT] }, 'somebody with nothing', {}, 'done'],
    [
      'who lacks the permission',
      { ...staff, holds: ['sell'] },
      'somebody with nothing',
      {},
      'permission-denied',
    ],
    [
      'a token of less',
      { ...editor, scope: writes(`tests.${EDIT}`) },
      'who holds the rest',
      { holds: ['sell'] },
      'permission-denied',
    ],
    [
      'a token of other things',
      { ...editor, scope: writes('tests.sell') },
      'somebody with nothing',
      {},
      'permission-denied',
    ],
    [
      'a token that only reads',
      { ...editor, scope: { permissions: [`tests.${EDIT}`], methods: 'read' } },
      'somebody with nothing',
      {},
      'permission-denied',
    ],
  ];

  test.each(cases)('of %s (%j) over %s (%j): %s', async (_who, actor, _whom, target, expected) => {
    const by = await principal(actor);
    expect(await doneOrRefused(touch(by, await somebody(target)))).toBe(expected);
  });

  test('stands above everybody for the operator, and finds nobody who is not there', async () => {
    const top = await somebody(root);
    expect((await touch('operator', top)).user.id).toBe(top);
    expect(await refusedWith(touch('operator', 1))).toBe('not-found');
    expect(await refusedWith(touch(await principal(editor), 1))).toBe('not-found');
    expect(await refusedWith(touch(await principal(staff), 1))).toBe('permission-denied');
  });

  test('is that of the moment: what was taken from whoever acts is gone at once', async () => {
    const target = await somebody({ holds: ['sell'] });
    const by = await principal(editor);
    await stores.permissions.revoke(by.user.id, 'tests.sell');
    expect(await refusedWith(touch(by, target))).toBe('permission-denied');
    await stores.users.update(by.user.id, { isActive: false });
    expect(await refusedWith(touch(by, target))).toBe('not-authenticated');
  });

  test('is no longer anybody’s who logged out, was logged out everywhere, or was demoted', async () => {
    const target = await somebody({});
    const one = await principal(root);
    await stores.sessions.remove(one.sessionKeyHash ?? '');
    const other = await principal(root);
    await stores.users.revokeAll(other.user.id);
    const demoted = await principal(root);
    await stores.users.update(demoted.user.id, { isStaff: false, isSuperuser: false });
    expect(await refusedWith(touch(one, target))).toBe('not-authenticated');
    expect(await refusedWith(touch(other, target))).toBe('not-authenticated');
    expect(await refusedWith(touch(demoted, target))).toBe('permission-denied');
  });

  test('is told in the audit log by who acted, and from where', async () => {
    const by = await principal(editor);
    expect([actorDetail(by), actorDetail('operator')]).toEqual([{ by: by.user.id }, { by: 'operator' }]);
    const { ipAddress, userAgent } = by.session ?? {};
    expect(visitorOf(by)).toMatchObject({ ipAddress, userAgent });
    expect(visitorOf(by, site.visitor())).toEqual(site.visitor());
    expect(visitorOf('operator')).toMatchObject({ ipAddress: '', userAgent: 'command line' });
  });

  test('is nothing before a stage is passed', async () => {
    const by = await principal(root, 'change-password');
    expect(await refusedWith(touch(by, await somebody({})))).toBe('permission-denied');
    expect(await refusedWith(hold(by, 'tests.sell'))).toBe('permission-denied');
  });

  test('lets nobody give what they do not hold, by their scope either', async () => {
    const by = await principal(editor);
    expect(await doneOrRefused(hold(by, 'tests.sell', `tests.${EDIT}`))).toBe('done');
    expect(await doneOrRefused(hold(by))).toBe('done');
    expect(await doneOrRefused(hold(by, 'tests.sell', 'tests.burn'))).toBe('permission-denied');
    const token = await logIn(by.user.id, { scope: writes('tests.sell') });
    expect(await doneOrRefused(hold(token, 'tests.sell'))).toBe('done');
    expect(await doneOrRefused(hold(token, `tests.${EDIT}`))).toBe('permission-denied');
    expect(await doneOrRefused(hold(await principal(root), 'tests.anything'))).toBe('done');
    expect(await doneOrRefused(hold('operator', 'tests.anything'))).toBe('done');
  });

  test('has no ring in which those wait who act on each other at once', async () => {
    const people = await Promise.all([principal(root), principal(root)]);
    const [one, other] = people;
    if (!one || !other) throw new Error('Two people are expected.');
    const acts = Array.from({ length: 16 }, (_, index) =>
      index % 2 === 0 ? touch(one, other.user.id) : touch(other, one.user.id),
    );
    expect(await Promise.all(acts)).toHaveLength(16);
  });
});
