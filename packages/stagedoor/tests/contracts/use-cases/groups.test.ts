import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredAuditEvent } from '../../../src/core/audit/audit-event.ts';
import { type AccountsForTest, accountsIn, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores, storeKinds } from '../../support/open-stores.ts';
import { addUser, race } from '../../support/stores/samples.ts';

const by = 'operator';
const ROUNDS = 4;

describe.each(storeKinds)('groups, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  beforeEach(async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
    const permissions = ['view_book', 'lend_book', 'burn_book'];
    await stores.giveAccess(await addUser(stores), { permissions });
  });
  afterEach(() => stores.close());

  const group = () => site.useCases.group;
  const made = async (name: string) => (await group().create({ by, name })).id;
  const held = async (userId: number) =>
    [...(await stores.groups.rightsOfUser(userId)).held.names].toSorted();
  const noted = async () =>
    (await stores.audit.list({ limit: 50 }))
      .toSorted((one, other) => one.id - other.id)
      .map(({ action, userId, detail }): Record<string, unknown> => ({ action, userId, ...detail }));
  const problemsOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error) => error.refusal.fields,
    );

  test('are made, called something else and removed, each once and on the record', async () => {
    const { id, name } = await group().create({ by, name: '  Lenders ' });
    expect(name).toBe('Lenders');
    expect(await group().rename({ by, groupId: id, name: 'Readers' })).toEqual({ id, name: 'Readers' });
    await group().rename({ by, groupId: id, name: 'Readers' });
    expect(await group().find({ name: 'Readers' })).toEqual({ id, name: 'Readers' });
    expect(await group().find({ name: 'Lenders' })).toBeNull();
    await group().delete({ by, groupId: id });
    expect(await refusedWith(group().show({ groupId: id }))).toBe('not-found');
    const about = { by, userId: null, group: id };
    expect(await noted()).toEqual([
      { ...about, action: 'group-create', name: 'Lenders' },
      { ...about, action: 'group-rename', name: 'Readers', before: 'Lenders' },
      { ...about, action: 'group-delete', name: 'Readers', members: 0 },
    ]);
  });

  test.each([
    ['blank', ' ', { code: 'blank' }],
    ['taken', 'Readers', { code: 'group_name_taken' }],
    ['too long', 'x'.repeat(151), { code: 'max_length', params: { max_length: 150 } }],
    ['not to be stored', 'a\0b', { code: 'null_characters_not_allowed' }],
  ])('are not made nor renamed under a name that is %s', async (_, name, problem) => {
    await made('Readers');
    const groupId = await made('Lenders');
    expect(await problemsOf(group().create({ by, name }))).toEqual({ name: [problem] });
    expect(await problemsOf(group().rename({ by, groupId, name }))).toEqual({ name: [problem] });
    expect((await group().list({})).rows.map((one) => one.name)).toEqual(['Readers', 'Lenders']);
  });

  test('hold what is said, no more and no less, and what stays is not written', async () => {
    const groupId = await made('Lenders');
    const set = (...permissions: string[]) => group().setPermissions({ by, groupId, permissions });
    expect(await set('tests.lend_book', 'tests.burn_book')).toEqual({
      granted: ['tests.burn_book', 'tests.lend_book'],
      revoked: [],
    });
    expect(await set('tests.view_book', 'tests.lend_book', 'tests.lend_book')).toEqual({
      granted: ['tests.view_book'],
      revoked: ['tests.burn_book'],
    });
    expect(await set('tests.lend_book', 'tests.view_book')).toEqual({ granted: [], revoked: [] });
    expect(await group().grant({ by, groupId, permissions: ['tests.burn_book'] })).toMatchObject({
      granted: ['tests.burn_book'],
    });
    expect(await group().revoke({ by, groupId, permissions: ['tests.view_book'] })).toMatchObject({
      revoked: ['tests.view_book'],
    });
    const { permissions } = await group().show({ groupId });
    expect(permissions.map(({ name }) => name)).toEqual(['tests.burn_book', 'tests.lend_book']);
    const changes = (await noted()).filter(({ action }) => action === 'group-permissions-change');
    expect(changes.map(({ granted, revoked }) => [granted, revoked])).toEqual([
      ['tests.burn_book,tests.lend_book', ''],
      ['tests.view_book', 'tests.burn_book'],
      ['tests.burn_book', ''],
      ['', 'tests.view_book'],
    ]);
  });

  test.each(['tests.no_book', 'shop.lend_book', 'lend_book', '', "x' or 1=1 --"])(
    'never hold what is not there: %s',
    async (name) => {
      const groupId = await made('Lenders');
      const permissions = ['tests.lend_book', name];
      const problem = { permissions: [{ code: 'invalid_choice', params: { input: name } }] };
      for (const change of ['setPermissions', 'grant', 'revoke'] as const)
        expect(await problemsOf(group()[change]({ by, groupId, permissions }))).toEqual(problem);
      expect((await group().show({ groupId })).permissions).toEqual([]);
    },
  );

  test('give their members what they hold, from the moment they are in them until they are not', async () => {
    const groupId = await made('Lenders');
    await group().grant({ by, groupId, permissions: ['tests.lend_book'] });
    const userId = await addUser(stores);
    const membership = { by, groupId, userId } as const;
    expect([await group().addMember(membership), await group().addMember(membership)]).toEqual([true, false]);
    expect(await held(userId)).toEqual(['tests.lend_book']);
    await group().rename({ by, groupId, name: 'Readers' });
    expect(await held(userId)).toEqual(['tests.lend_book']);
    expect([await group().removeMember(membership), await group().removeMember(membership)]).toEqual([
      true,
      false,
    ]);
    expect(await held(userId)).toEqual([]);
    const about = { by, userId, group: groupId };
    expect((await noted()).filter((event) => event.userId === userId)).toEqual([
      { ...about, action: 'group-member-add', name: 'Lenders' },
      { ...about, action: 'group-member-remove', name: 'Readers' },
    ]);
  });

  test('with members go only for who says how many', async () => {
    const groupId = await made('Lenders');
    const members = [await addUser(stores), await addUser(stores)];
    for (const userId of members) await group().addMember({ by, groupId, userId });
    const inUse = { members: [{ code: 'group_in_use', params: { count: 2 } }] };
    expect(await problemsOf(group().delete({ by, groupId }))).toEqual(inUse);
    expect(await problemsOf(group().delete({ by, groupId, members: 3 }))).toEqual(inUse);
    expect((await group().show({ groupId })).members).toBe(2);
    await group().delete({ by, groupId, members: 2 });
    expect((await stores.groups.rightsOfUser(members[0] ?? 0)).groups).toEqual([]);
  });

  test('and their members come in pages, by their ids', async () => {
    const ids: number[] = [];
    for (const name of ['A', 'B', 'C', 'D', 'E']) ids.push(await made(name));
    const first = await group().list({ limit: 2 });
    expect(first).toEqual({
      rows: [
        { id: ids[0], name: 'A' },
        { id: ids[1], name: 'B' },
      ],
      next: ids[1],
    });
    const last = await group().list({ limit: 3, afterId: first.next ?? 0 });
    expect([last.rows.map(({ name }) => name), last.next]).toEqual([['C', 'D', 'E'], null]);
    const [groupId = 0, otherId = 0] = ids;
    const people = await Promise.all([1, 2, 3, 4].map(() => addUser(stores)));
    for (const userId of people) await group().addMember({ by, groupId, userId });
    await group().addMember({ by, groupId: otherId, userId: await addUser(stores) });
    const sorted = people.toSorted((one, other) => one - other);
    const page = await group().listMembers({ groupId, limit: 3 });
    expect([page.rows.map(({ id }) => id), page.next]).toEqual([sorted.slice(0, 3), sorted[2]]);
    const rest = await group().listMembers({ groupId, limit: 3, afterId: page.next ?? 0 });
    expect([rest.rows.map(({ id }) => id), rest.next]).toEqual([sorted.slice(3), null]);
    expect((await group().listMembers({ groupId, limit: 0 })).rows).toHaveLength(1);
  });

  test('are refused to nobody, and nobody is taken into none', async () => {
    const [groupId, userId] = [await made('Lenders'), await addUser(stores)];
    const nowhere = { by, groupId: groupId + 1_000 } as const;
    const acts = [
      () => group().addMember({ ...nowhere, userId }),
      () => group().addMember({ by, groupId, userId: 1 }),
      () => group().removeMember({ ...nowhere, userId }),
      () => group().rename({ ...nowhere, name: 'x' }),
      () => group().delete(nowhere),
      () => group().grant({ ...nowhere, permissions: [] }),
      () => group().listMembers(nowhere),
      () => group().show(nowhere),
    ];
    for (const act of acts) expect(await refusedWith(act())).toBe('not-found');
  });

  test('of a site hold what it says of them, however often it says so', async () => {
    const roles = [{ group: 'Manager', permissions: ['tests.view_book', 'tests.lend_book'] }];
    const seed = () => group().seedRoles({ by, roles });
    expect(await seed()).toEqual([
      { group: 'Manager', isNew: true, granted: ['tests.lend_book', 'tests.view_book'], revoked: [] },
    ]);
    const { id: groupId = 0 } = (await group().find({ name: 'Manager' })) ?? {};
    const userId = await addUser(stores);
    await group().addMember({ by, groupId, userId });
    await group().grant({ by, groupId, permissions: ['tests.burn_book'] });
    expect(await seed()).toEqual([
      { group: 'Manager', isNew: false, granted: [], revoked: ['tests.burn_book'] },
    ]);
    expect(await seed()).toEqual([{ group: 'Manager', isNew: false, granted: [], revoked: [] }]);
    expect(await held(userId)).toEqual(['tests.lend_book', 'tests.view_book']);
    const slip = [...roles, { group: 'Clerk', permissions: ['tests.veiw_book'] }];
    expect(await refusedWith(group().seedRoles({ by, roles: slip }))).toBe('permissions: invalid_choice');
    expect((await group().list({})).rows.map(({ name }) => name)).toEqual(['Manager']);
  });

  test('are made once by sixteen at once, and taken into once', async () => {
    const tries = await race(() =>
      group()
        .create({ by, name: 'Lenders' })
        .catch(() => null),
    );
    const [winner, ...others] = tries.filter((one) => one !== null);
    expect([winner?.name, others]).toEqual(['Lenders', []]);
    const membership = { by, groupId: winner?.id ?? 0, userId: await addUser(stores) } as const;
    const added = await race(() => group().addMember(membership));
    expect(added.filter(Boolean)).toHaveLength(1);
    const events = (await noted()).filter(({ action }) => action === 'group-member-add');
    expect(events).toHaveLength(1);
  });

  test('hold after sixteen changes at once what one of them said, and the log tells each step', async () => {
    const groupId = await made('Lenders');
    const sets = [['tests.view_book'], ['tests.burn_book', 'tests.lend_book']];
    const set = (permissions: readonly string[]) => group().setPermissions({ by, groupId, permissions });
    for (let round = 0; round < ROUNDS; round += 1) {
      await set([]);
      await race((index) => set(sets[index % 2] ?? []));
      const now = (await group().show({ groupId })).permissions.map(({ name }) => name);
      expect(sets).toContainEqual(now);
      expect(toldBy(await stores.audit.list({ limit: 500 }))).toEqual(now);
    }
  });

  test('with a member more by the time are not removed', async () => {
    const people = await Promise.all(Array.from({ length: 16 }, () => addUser(stores)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = `Lenders ${round}`;
      const groupId = await made(name);
      const remove = () => group().delete({ by, groupId });
      const add = (userId: number) => group().addMember({ by, groupId, userId });
      const done = await race((index) =>
        (index % 2 === 0 ? remove() : add(people[index] ?? 0)).then(
          () => (index % 2 === 0 ? 'gone' : 'in'),
          () => 'refused',
        ),
      );
      const isLeft = (await group().find({ name })) !== null;
      expect([done.includes('gone'), done.includes('in')]).toEqual([!isLeft, isLeft]);
    }
  });
});

/** What the log has it that the group holds, change by change. */
function toldBy(events: readonly StoredAuditEvent[]): readonly string[] {
  const held = new Set<string>();
  const names = (list: unknown) => String(list).split(',').filter(Boolean);
  for (const { action, detail } of events.toSorted((one, other) => one.id - other.id)) {
    if (action !== 'group-permissions-change') continue;
    for (const name of names(detail.granted)) held.add(name);
    for (const name of names(detail.revoked)) held.delete(name);
  }
  return [...held].toSorted();
}
