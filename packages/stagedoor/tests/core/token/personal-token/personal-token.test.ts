import { describe, expect, test } from 'vitest';
import { days } from '../../../../src/core/kernel/clock.ts';
import { PermissionSet } from '../../../../src/core/permission/permission-set.ts';
import type { TokenScope } from '../../../../src/core/session/token-scope.ts';
import { withRights } from '../../../../src/core/session/with-rights.ts';
import {
  isPersonalToken,
  makePersonalToken,
} from '../../../../src/core/token/personal-token/personal-token-format.ts';
import { accountsForTest, atOnce, keyIn, PASSWORD, refusedWith } from '../../../support/core.ts';

const READ: TokenScope = { permissions: [], methods: 'read' };

async function openSite() {
  const site = await accountsForTest();
  const principal = await site.loggedIn();
  const visitor = site.visitor();
  const input = { principal, visitor, name: 'Deploy', scope: READ, expiresInDays: 30 };
  const create = (changes: Partial<typeof input> = {}) =>
    site.useCases.personalToken.create({ ...input, ...changes });
  const find = (token: string) => site.useCases.personalToken.findPrincipal({ token });
  const list = () => site.useCases.personalToken.list({ principal });
  return { site, principal, visitor, create, find, list };
}

describe('a new personal token', () => {
  test('is told to its owner by mail, with what it may and until when', async () => {
    const { site, create } = await openSite();
    await site.clearMails();
    await create({ name: ' Deploy ' });
    await create({ name: 'Write', scope: { ...READ, methods: 'write' }, expiresInDays: 1 });
    expect(await site.mailed()).toEqual(Array(2).fill('personal-token-created → ana@mail.example'));
    const [first] = await site.mails();
    expect(first?.mail).toMatchObject({ name: 'Deploy', methods: 'read', expiresInDays: 30 });
    expect(JSON.stringify(await site.mails())).not.toContain('sdp_');
  });
});

describe('the text of a personal access token', () => {
  test('is never the same, and its checksum finds every single mistake', () => {
    const made = new Set(Array.from({ length: 1_000 }, makePersonalToken));
    expect(made.size).toBe(1_000);
    const [token = ''] = made;
    expect(isPersonalToken(token)).toBe(true);
    for (let place = 4; place < token.length; place += 1) {
      for (const other of ['a', 'B', '7']) {
        const mistaken = token.slice(0, place) + other + token.slice(place + 1);
        expect(isPersonalToken(mistaken)).toBe(mistaken === token);
      }
    }
  });

  test('has no other form', () => {
    const token = makePersonalToken();
    for (const text of [
      '',
      'sdp_',
      token.slice(1),
      `${token}x`,
      ` ${token}`,
      `${token}\n`,
      token.toUpperCase(),
      token.replace('sdp_', 'sdx_'),
      token.slice(0, -1),
    ]) {
      expect(isPersonalToken(text)).toBe(false);
    }
  });

  // A scanner of leaked secrets computes the checksum by itself: it never changes. (zlib.crc32 in base 62.)
  test('carries the checksum that scanners know', async () => {
    const { crc32 } = await import('node:zlib');
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const token = makePersonalToken();
    const number = [...token.slice(-6)].reduce((sum, digit) => sum * 62 + alphabet.indexOf(digit), 0);
    expect(number).toBe(crc32(token.slice(0, -6)));
  });

  test('that is mistaken costs no question to the database', async () => {
    const { site, find } = await openSite();
    const token = makePersonalToken();
    site.asked.length = 0;
    expect(await find(token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')))).toBeNull();
    expect(site.asked).toEqual([]);
    expect(await find(token)).toBeNull();
    expect(site.asked).toEqual(['sessions.findPrincipal']);
  });
});

describe('a personal access token', () => {
  test('is stored as a hash and an eight-letter hint, with an audit row', async () => {
    const { site, principal, create, find, list } = await openSite();
    const { token, hint, session } = await create({ name: '  Deploy ' });
    expect([hint, hint.length]).toEqual([token.slice(0, 8), 8]);
    expect(await find(token)).toMatchObject({ user: { id: principal.user.id }, session: { id: session.id } });
    expect(await list()).toEqual([
      { sessionId: session.id, userId: principal.user.id, name: 'Deploy', hint, session },
    ]);
    expect(JSON.stringify([await list(), await site.events()])).not.toContain(token.slice(8));
    expect((await site.events()).at(-1)).toMatchObject({
      action: 'personal-token-create',
      detail: { session: session.id, name: 'Deploy' },
    });
  });

  test('lives for its days to the moment, and no activity prolongs it', async () => {
    const { site, create, find, list } = await openSite();
    const { token, session } = await create({ expiresInDays: 1 });
    site.clock.advance(days(1) - 1);
    const seen = { session, isStaff: false, at: site.clock.now(), ipAddress: '198.51.100.9' };
    await site.useCases.session.touch({ seen: [seen] });
    expect(await list()).toMatchObject([
      { session: { lastSeenAt: site.clock.now(), ipAddress: '198.51.100.9' } },
    ]);
    expect(await find(token)).not.toBeNull();
    site.clock.advance(1);
    expect([await find(token), await list()]).toEqual([null, []]);
  });

  test('needs a name, rights that its owner has, and an end within a year', async () => {
    const { create } = await openSite();
    const refused = (changes: Parameters<typeof create>[0]) => refusedWith(create(changes));
    expect(await refused({ name: ' \t' })).toBe('name: blank');
    expect(await refused({ name: 'x'.repeat(101) })).toBe('name: max_length');
    expect(await refused({ name: 'a\0b' })).toBe('name: null_characters_not_allowed');
    expect(await refused({ name: 'a\ud800' })).toBe('name: null_characters_not_allowed');
    const scope = { permissions: ['add_post'], methods: 'write' } as const;
    expect(await refused({ scope })).toBe('permissions: invalid_choice');
    for (const expiresInDays of [0, -1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(await refused({ expiresInDays })).toBe('expires_in_days: min_value');
    }
    expect(await refused({ expiresInDays: 366 })).toBe('expires_in_days: max_value');
    await create({ name: 'x'.repeat(100), expiresInDays: 365 });
    await create({ expiresInDays: 1 });
  });

  test('is made by a browser whose password was proved a short while ago, and by nothing else', async () => {
    const { site, principal, visitor, create } = await openSite();
    const { token } = await create({ scope: { permissions: [], methods: 'write' } });
    const own = { identifier: 'ana', password: PASSWORD, visitor };
    const { key } = await site.useCases.apiToken.obtain(own);
    const pair = await site.useCases.jwt.obtainPair(own);
    const holders = [
      await site.useCases.personalToken.findPrincipal({ token }),
      await site.useCases.apiToken.findPrincipal({ key }),
      await site.useCases.jwt.findPrincipal({ token: pair.access }),
    ];
    for (const holder of holders) {
      expect(await refusedWith(create({ principal: holder as typeof principal }))).toBe('permission-denied');
    }
    site.clock.advance(site.settings.reauthenticationWindowMs);
    await create();
    site.clock.advance(1);
    expect(await refusedWith(create())).toBe('reauthentication-required');
  });

  test('is not made by a session whose user was revoked or closed meanwhile', async () => {
    const { site, principal, create } = await openSite();
    await site.stores.users.revokeAll(principal.user.id);
    expect(await refusedWith(create())).toBe('not-authenticated');
    await site.stores.users.update(principal.user.id, { isActive: false });
    expect(await refusedWith(create())).toBe('not-authenticated');
  });

  test('has at most forty-nine others beside it that still live', async () => {
    const { site, create, list } = await openSite();
    const { done, refused } = await atOnce(60, () => create({ expiresInDays: 1 }));
    expect([done, refused]).toEqual([50, ['invalid-input']]);
    expect(await refusedWith(create())).toBe('name: too_many_tokens');
    site.clock.advance(days(1));
    const principal = await site.loggedIn();
    await create({ principal });
    expect(await list()).toHaveLength(1);
  });

  test('has the rights of its scope that its owner still has', async () => {
    const { principal } = await openSite();
    const scope = { permissions: ['blog.add_post', 'blog.view_post'], methods: 'write' } as const;
    const held = new PermissionSet(['blog.change_post', 'blog.view_post', 'shop.add_post']);
    const permissions = ['add_post', 'change_post', 'view_post'];
    const shown = (of: TokenScope | null) =>
      withRights(principal.user, { groups: [], permissions, roles: [], held }, of).permissions;
    expect(shown(scope)).toEqual(['view_post']);
    expect(shown(null)).toEqual(permissions);
    expect(shown({ permissions: [], methods: 'write' })).toEqual([]);
  });

  test('is ended by its owner alone, once, and by no token', async () => {
    const { site, principal, visitor, create, find } = await openSite();
    const { token, session } = await create();
    await site.activated({ username: 'eve', email: 'eve@mail.example' });
    const eve = await site.principalOf(await site.logIn({ identifier: 'eve' }));
    const end = (of = principal, sessionId = session.id) =>
      site.useCases.personalToken.end({ principal: of, sessionId, visitor });
    expect(await refusedWith(end(eve))).toBe('not-found');
    // The browser's own session is not a token.
    expect(await refusedWith(end(principal, principal.session.id))).toBe('not-found');
    const holder = await find(token);
    expect(await refusedWith(end(holder ?? principal))).toBe('permission-denied');
    expect(await find(token)).not.toBeNull();
    await end();
    expect(await find(token)).toBeNull();
    expect(await refusedWith(end())).toBe('not-found');
    expect((await site.audited()).filter((event) => event === 'personal-token-end ok')).toHaveLength(1);
  });
});

test('the download of one’s data lists tokens and holds no secret of any', async () => {
  const { site, principal, visitor, create } = await openSite();
  const { token, session } = await create();
  const own = { identifier: 'ana', password: PASSWORD, visitor };
  const { key } = await site.useCases.apiToken.obtain(own);
  const pair = await site.useCases.jwt.obtainPair(own);
  const sliding = await site.useCases.jwt.obtainSliding(own);
  await site.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
  const reset = keyIn((await site.mail('password-reset')).path);
  const data = await site.useCases.user.exportData({ principal, visitor });
  const written = JSON.stringify(data);
  expect(data).toMatchObject({
    personal_access_tokens: [{ id: session.id, name: 'Deploy', methods: 'read', last_used_at: null }],
  });
  const hashes = (await site.stores.sessions.listOfUser(principal.user.id, site.clock.now())).map(
    ({ keyHash }) => keyHash,
  );
  expect(hashes).toHaveLength(5);
  const jwts = [pair.access, pair.refresh, sliding.token].flatMap((jwt) => jwt.split('.').slice(1));
  const claims = [pair.refresh, sliding.token].flatMap((jwt) => {
    const { jti, sid } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
    return [jti, sid];
  });
  const { passwordHash } = await site.user(principal.user.id);
  for (const secret of [token.slice(8), key, reset, passwordHash, ...jwts, ...claims, ...hashes]) {
    expect(written.includes(secret), secret).toBe(false);
  }
});
