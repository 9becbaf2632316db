import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/core/access/actor.ts';
import { provedPassword } from '../../../src/core/session/authentication.ts';
import type { Principal, Session } from '../../../src/core/session/session.ts';
import type { NewUser } from '../../../src/core/user/user.ts';
import { type AccountsForTest, accountsIn, OTHER_PASSWORD, refusedWith } from '../../support/core.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { givePermissions } from '../../support/stores/give-permissions.ts';
import { principalOf } from '../../support/stores/principal-of.ts';
import { addUser, sampleAddress } from '../../support/stores/samples.ts';

const STAFF = { isStaff: true };
const ROOT = { isStaff: true, isSuperuser: true };
const KEEPER = ['auth.change_user', 'auth.delete_user', 'sessions.delete_session', 'shop.sell'];

type Act = (by: Actor, userId: number) => Promise<unknown>;

/** What PostgreSQL says to one of many at once who waits for a row longer than two seconds, on a machine under load: it did nothing. */
const waitedTooLong = (error: unknown) => error instanceof Error && 'code' in error && error.code === '55P03';

describe.each(['sqlite', 'postgres'] as const)('what somebody does to another’s account, on %s', (kind) => {
  let stores: OpenStores;
  let site: AccountsForTest;
  const open = async () => {
    stores = await openStores(kind);
    site = accountsIn(stores);
  };
  const close = () => stores.close();

  async function somebody(flags: Partial<NewUser> = {}, holds: readonly string[] = []): Promise<number> {
    const id = await addUser(stores, flags);
    await stores.emailAddresses.add(sampleAddress(id, { isPrimary: true, isVerified: true }));
    await givePermissions(stores, id, holds);
    return id;
  }
  const logIn = (userId: number, changes: Partial<Session> = {}) =>
    principalOf(stores, userId, { now: site.clock.now(), ...changes });
  const keeper = async (holds = KEEPER, flags: Partial<NewUser> = STAFF): Promise<Principal> =>
    await logIn(await somebody(flags, holds));
  const answer = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (waitedTooLong(error) ? 'busy' : refusedWith(work)),
    );

  /** One that is there, where there is such a user. */
  async function sessionOf(userId: number): Promise<number> {
    if ((await stores.users.findById(userId)) === null) return 7;
    const [session] = await stores.sessions.listOfUser(userId, site.clock.now());
    return session?.id ?? (await logIn(userId)).session.id;
  }

  const acts: Readonly<Record<string, Act>> = {
    'shutting it': (by, userId) => site.useCases.user.deactivate({ by, userId }),
    'opening it': (by, userId) => site.useCases.user.activate({ by, userId }),
    'setting its password': (by, userId) =>
      site.useCases.password.setFor({ by, userId, password: OTHER_PASSWORD }),
    'ending its sessions': (by, userId) => site.useCases.session.endAll({ by, whose: userId }),
    'changing its profile': (by, userId) => site.useCases.user.change({ by, userId, firstName: 'Bea' }),
    'deleting it': (by, userId) => site.useCases.user.remove({ by, userId }),
    'ending one of its sessions': async (by, userId) =>
      site.useCases.session.endOf({ by, userId, sessionId: await sessionOf(userId) }),
    'mailing it a link for a new password': (by, userId) => site.useCases.password.sendReset({ by, userId }),
    'taking its staff status': (by, userId) =>
      site.useCases.user.setFlags({ by, userId, isStaff: false, isSuperuser: false }),
  };

  describe.each(Object.keys(acts))('%s', (name) => {
    beforeAll(open);
    afterAll(close);
    const act: Act = (by, userId) => acts[name]?.(by, userId) ?? Promise.reject(new Error(name));

    test('is for who holds the permission and does not stand below', async () => {
      await somebody(ROOT);
      const by = await keeper();
      expect(await answer(act(by, await somebody({}, ['shop.sell'])))).toBe('done');
      expect(await answer(act(by, await somebody(STAFF, ['shop.sell'])))).toBe('done');
      expect(await answer(act(by, await somebody({}, ['shop.burn'])))).toBe('permission-denied');
      expect(await answer(act(by, await somebody(ROOT)))).toBe('permission-denied');
      expect(await answer(act(await keeper(KEEPER, {}), await somebody(STAFF)))).toBe('permission-denied');
      expect(await answer(act(await keeper([]), await somebody()))).toBe('permission-denied');
      expect(await answer(act(await logIn(await somebody(ROOT)), await somebody(ROOT)))).toBe('done');
      expect(await answer(act('operator', await somebody(ROOT)))).toBe('done');
    });

    test('is not for a token whose scope leaves the permission out', async () => {
      const { user } = await keeper();
      const permissions = ['shop.sell'];
      const token = await logIn(user.id, { scope: { permissions, methods: 'write' } });
      expect(await answer(act(token, await somebody()))).toBe('permission-denied');
    });

    test('tells nobody who lacks the permission whether there is such a user', async () => {
      expect(await answer(act(await keeper([]), 12))).toBe('permission-denied');
      expect(await answer(act(await keeper(), 12))).toBe('not-found');
      expect(await answer(act('operator', 12))).toBe('not-found');
    });

    test('changes nothing where it is refused, and says nothing in the log', async () => {
      const target = await somebody(ROOT);
      await logIn(target);
      const before = [await site.user(target), (await site.events()).length];
      await answer(act(await keeper(), target));
      expect([await site.user(target), (await site.events()).length]).toEqual(before);
      expect(await stores.sessions.listOfUser(target, site.clock.now())).toHaveLength(1);
    });

    test('is written down with who did it', async () => {
      await somebody(ROOT);
      const by = await keeper();
      const target = await somebody({ isStaff: true, isActive: name !== 'opening it' });
      await act(by, target);
      const { action } = (await site.events()).at(-1) ?? {};
      expect(await stores.audit.list({ limit: 9, userId: target })).toContainEqual(
        expect.objectContaining({
          action,
          userId: target,
          detail: expect.objectContaining({ by: by.user.id }),
        }),
      );
    });
  });

  describe('of all acts', () => {
    beforeEach(open);
    afterEach(close);

    test('makes staff only by staff, and a superuser only by a superuser', async () => {
      const make = async (by: Actor, flags: { isStaff?: boolean; isSuperuser?: boolean }) =>
        await answer(site.useCases.user.setFlags({ by, userId: await somebody(), ...flags }));
      const root = await logIn(await somebody(ROOT));
      expect(await make(await keeper(), { isStaff: true })).toBe('done');
      expect(await make(await keeper(KEEPER, {}), { isStaff: true })).toBe('permission-denied');
      expect(await make(await keeper(), ROOT)).toBe('permission-denied');
      expect(await make(root, ROOT)).toBe('done');
      expect(await make(root, { isSuperuser: true })).toBe('is_staff: superuser_must_be_staff');
      const permissions = KEEPER;
      const token = await logIn(root.user.id, { scope: { permissions, methods: 'write' } });
      expect(await make(token, { isStaff: true })).toBe('permission-denied');
    });

    test('lets nobody make themselves more than they are', async () => {
      const by = await keeper();
      const own = { by, userId: by.user.id };
      expect(await answer(site.useCases.user.setFlags({ ...own, isSuperuser: true }))).toBe(
        'permission-denied',
      );
      const plain = await keeper(KEEPER, {});
      const theirs = { by: plain, userId: plain.user.id };
      expect(await answer(site.useCases.user.setFlags({ ...theirs, isStaff: true }))).toBe(
        'permission-denied',
      );
      expect((await site.user(by.user.id)).isSuperuser || (await site.user(plain.user.id)).isStaff).toBe(
        false,
      );
    });

    test('deletes an account with its sessions, and tells its owner', async () => {
      await somebody(ROOT);
      const by = await keeper();
      const id = await somebody();
      const { sessionKeyHash, user } = await logIn(id);
      await site.useCases.user.remove({ by, userId: id });
      expect(await stores.users.findById(id)).toBeNull();
      expect(await stores.sessions.findPrincipal(sessionKeyHash, site.clock.now())).toBeNull();
      const mails = (await site.mails()).filter(({ to }) => to === user.email);
      expect(mails).toEqual([
        expect.objectContaining({
          mail: expect.objectContaining({
            mail: 'account-deleted',
            requestDetails: expect.objectContaining({ ipAddress: '' }),
          }),
        }),
      ]);
    });

    test('deletes one’s own account only for who proved themselves lately', async () => {
      await somebody(ROOT);
      const { user } = await keeper();
      const longAgo = new Date(site.clock.now().getTime() - 3_600_000);
      const stale = await logIn(user.id, { methods: [provedPassword(longAgo)], authenticatedAt: longAgo });
      const removal = site.useCases.user.remove({ by: stale, userId: user.id });
      expect(await refusedWith(removal)).toBe('reauthentication-required');
      await site.useCases.user.remove({ by: await logIn(user.id), userId: user.id });
      expect(await stores.users.findById(user.id)).toBeNull();
    });

    test('ends no session of one user in the name of another', async () => {
      const by = await keeper();
      const { session } = await logIn(await somebody());
      const ending = site.useCases.session.endOf({ by, userId: await somebody(), sessionId: session.id });
      expect(await refusedWith(ending)).toBe('not-found');
    });

    test('mails a link to the owner’s own address, also where there is no password yet', async () => {
      const by = await keeper();
      const { id, email } = await site.user(await somebody());
      expect(await site.useCases.password.sendReset({ by, userId: id })).toBe('sent');
      const [sent] = (await site.mails()).filter(({ to }) => to === email);
      if (sent?.mail.mail !== 'password-reset') throw new Error('There is no such e-mail.');
      expect(sent.mail.requestDetails.ipAddress).toBe('');
      const [, uid = '', token = ''] = /\/([^/]+)\/([^/]+)\/$/.exec(sent.mail.path) ?? [];
      const typed = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
      await site.useCases.password.reset({ uid, token, ...typed, visitor: site.visitor() });
      expect((await site.user(id)).passwordHash).not.toMatch(/^!/);
    });

    test('mails no link that opens nothing', async () => {
      const send = async (userId: number) =>
        await answer(site.useCases.password.sendReset({ by: 'operator', userId }));
      const shut = await somebody({ isActive: false });
      const kept = await somebody({ managedBy: 'ldap' });
      const unreachable = await addUser(stores);
      expect(await send(shut)).toBe('non_field_errors: user_is_inactive');
      expect(await send(kept)).toBe('non_field_errors: password_kept_elsewhere');
      expect(await send(unreachable)).toBe('email: email_must_be_set');
      expect(await site.mails()).toEqual([]);
    });

    test('ends the sessions of everybody for the operator alone', async () => {
      const root = await logIn(await somebody(ROOT));
      expect(await answer(site.useCases.session.endAll({ by: root, whose: 'everybody' }))).toBe(
        'permission-denied',
      );
      expect(await answer(site.useCases.session.endAll({ by: 'operator', whose: 'everybody' }))).toBe('done');
    });

    test('counts with the next request, in sessions that are open', async () => {
      const { user, sessionKeyHash } = await logIn(await somebody(STAFF));
      await site.useCases.user.setFlags({ by: 'operator', userId: user.id, isStaff: false });
      const now = await stores.sessions.findPrincipal(sessionKeyHash, site.clock.now());
      expect(now?.user.isStaff).toBe(false);
    });

    test('leaves one superuser, of sixteen who demote, shut and delete each other and themselves at once', async () => {
      const ids = await Promise.all(Array.from({ length: 4 }, () => somebody(ROOT)));
      const roots = await Promise.all(ids.map((id) => logIn(id)));
      const { user, session } = site.useCases;
      const works = roots.flatMap((by, index) => {
        const next = ids[(index + 1) % ids.length] ?? 0;
        const { id: own } = by.user;
        return [
          () => user.setFlags({ by, userId: next, isSuperuser: false }),
          () => user.deactivate({ by, userId: next }),
          () => user.setFlags({ by, userId: own, isStaff: false, isSuperuser: false }),
          () => user.delete({ principal: by, visitor: site.visitor() }),
          () => session.endAll({ by, whose: own }),
        ];
      });
      await Promise.all(works.map((work) => answer(work())));
      const left = await stores.users.list({ afterId: 0, limit: 50, isSuperuser: true, isActive: true });
      expect(left.length).toBeGreaterThan(0);
      // All who are left go one by one, and the last does not.
      for (const { id } of left)
        await answer(user.setFlags({ by: 'operator', userId: id, isSuperuser: false }));
      expect(await stores.users.countSuperusers()).toBe(1);
    });

    test('is over for who is demoted meanwhile: nothing that they did is written after it', async () => {
      await somebody(ROOT);
      const by = await logIn(await somebody(ROOT));
      const targets = await Promise.all(Array.from({ length: 7 }, () => somebody()));
      const { setFlags } = site.useCases.user;
      const promotions = targets.map((userId) => () => setFlags({ by, userId, isStaff: true }));
      const demotion = () =>
        setFlags({ by: 'operator', userId: by.user.id, isStaff: false, isSuperuser: false });
      // So few that none waits for its row as long as a database under load lets it wait.
      promotions.splice(3, 0, demotion);
      await Promise.all(promotions.map((work) => answer(work())));
      const flags = (await site.events()).filter(({ action }) => action === 'user-flags');
      expect(flags.findIndex(({ userId }) => userId === by.user.id)).toBe(flags.length - 1);
      const staff = await stores.users.list({ afterId: 0, limit: 50, isStaff: true });
      expect(staff).toHaveLength(flags.length);
    });

    test('deletes no last superuser, whoever asks for it', async () => {
      const last = await somebody(ROOT);
      for (const by of ['operator', await logIn(last)] as const) {
        const removal = site.useCases.user.remove({ by, userId: last });
        expect(await refusedWith(removal)).toBe('non_field_errors: last_superuser');
      }
    });

    test('takes no last superuser who was none yet when they came', async () => {
      const one = await somebody(ROOT);
      const by = await logIn(await somebody());
      await site.useCases.user.setFlags({ by: 'operator', userId: by.user.id, ...ROOT });
      await site.useCases.user.setFlags({ by: 'operator', userId: one, isSuperuser: false });
      const leaving = site.useCases.user.delete({ principal: by, visitor: site.visitor() });
      expect(await refusedWith(leaving)).toBe('non_field_errors: last_superuser');
    });
  });
});
