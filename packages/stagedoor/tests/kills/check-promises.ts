import { expect } from 'vitest';
import type { AuditAction } from '../../src/core/audit/audit-event.ts';
import type { SiteRig } from '../support/site-rig.ts';
import type { ArrivedMail } from '../support/smtp-sink.ts';
import { currentPassword, type Person, wasUsed } from './person.ts';
import { send } from './wire-client.ts';

interface Site {
  readonly rig: SiteRig;
  readonly url: string;
}

/** Holds a restarted site to all that one person was told before. */
export async function checkPromises(site: Site, person: Person): Promise<void> {
  const { users } = site.rig.stores;
  // Who has proved the address, else who signed up with it.
  const user =
    (await users.findByEmailKey(person.email)) ??
    (await users.listClaimants(person.email, 1, 'youngest-first'))[0];
  const context = JSON.stringify(person);
  if (person.signUp === 'done') expect(user, context).toBeDefined();
  expect(mails(site, person, 'activation'), context).toBe(user ? 1 : 0);
  if (!user) return;
  const counts = await countEvents(site, user.id);
  expect(counts('sign-up'), context).toBe(1);
  await checkActivation(site, person, {
    isVerified: user.isEmailVerified,
    events: counts('activation'),
    context,
  });
  await checkResets(site, person, { events: counts('password-reset'), context });
  await checkLogIns(site, person, { events: counts('log-in'), context });
  await checkFamily(site, person, context);
}

/**
 * Each e-mail came once; again only where its server died between taking it and saying so, or the site between hearing
 * that and noting it. `killedAt` are moments of `performance.now()`.
 */
export function checkDuplicates(mails: readonly ArrivedMail[], killedAt: readonly number[]): void {
  const arrivals = Map.groupBy(mails, ({ email }) => email.messageId ?? 'none');
  expect(arrivals.has('none')).toBe(false);
  for (const [id, copies] of arrivals) {
    expect(new Set(copies.map(({ email }) => email.text)).size, id).toBe(1);
    for (const [index, copy] of copies.entries()) {
      const next = copies[index + 1];
      if (next && copy.wasAnswered) expect(liesBetween(copy, next, killedAt), id).toBe(true);
    }
  }
}

// What a process sent before it died may be read here a little after its death.
const READING_DELAY_MS = 1_000;

function liesBetween(copy: ArrivedMail, next: ArrivedMail, killedAt: readonly number[]): boolean {
  return killedAt.some((moment) => moment > copy.arrivedAt - READING_DELAY_MS && moment < next.arrivedAt);
}

async function checkActivation(
  site: Site,
  person: Person,
  found: { isVerified: boolean; events: number; context: string },
): Promise<void> {
  const { activation } = person;
  const { context } = found;
  expect(
    activation?.outcomes.filter((outcome) => outcome === 'done').length ?? 0,
    context,
  ).toBeLessThanOrEqual(1);
  if (wasUsed(activation)) expect(found.isVerified, context).toBe(true);
  expect(found.events, context).toBe(found.isVerified ? 1 : 0);
  expect(mails(site, person, 'welcome'), context).toBe(found.isVerified ? 1 : 0);
  if (!activation || !wasUsed(activation)) return;
  const again = await post(site, '/api/activation/confirm/', { key: activation.key });
  expect(again.outcome, context).toBe('refused');
}

async function checkResets(
  site: Site,
  person: Person,
  found: { events: number; context: string },
): Promise<void> {
  const { context } = found;
  const requested = person.resetRequests.filter((outcome) => outcome === 'done').length;
  const sent = mails(site, person, 'password-reset');
  expect(sent, context).toBeGreaterThanOrEqual(requested);
  expect(sent, context).toBeLessThanOrEqual(person.resetRequests.length);
  const used = person.resets.filter(wasUsed);
  expect(found.events, context).toBeGreaterThanOrEqual(used.length);
  expect(found.events, context).toBeLessThanOrEqual(person.resets.length);
  for (const { uid, key, newPassword, outcomes } of used) {
    expect(outcomes.filter((outcome) => outcome === 'done').length, context).toBeLessThanOrEqual(1);
    const passwords = { new_password1: newPassword, new_password2: newPassword };
    const again = await post(site, '/api/password/reset/confirm/', { uid, token: key, ...passwords });
    expect(again.outcome, context).toBe('refused');
  }
}

async function checkLogIns(
  site: Site,
  person: Person,
  found: { events: number; context: string },
): Promise<void> {
  const { context } = found;
  const isSettled = person.resets.every(wasUsed);
  const acknowledged = person.logIns.filter(({ outcome }) => outcome === 'done');
  expect(found.events, context).toBeGreaterThanOrEqual(acknowledged.length + (person.family ? 1 : 0));
  // A pair of tokens is a log-in too, whether its answer came or not.
  expect(found.events, context).toBeLessThanOrEqual(person.logIns.length + 1);
  if (!isSettled) return;
  const password = currentPassword(person);
  for (const { sessionId, password: provedBy } of acknowledged) {
    const me = await send(`${site.url}/api/users/me/`, { method: 'GET', sessionId });
    expect(me.status, context).toBe(provedBy === password ? 200 : 401);
  }
  if (!wasUsed(person.activation)) return;
  expect((await post(site, '/api/login/', { email: person.email, password })).status, context).toBe(200);
  if (password === person.firstPassword) return;
  const old = { email: person.email, password: person.firstPassword };
  expect((await post(site, '/api/login/', old)).status, context).toBe(401);
}

/**
 * Whoever got a refresh token can go on with it, and it is the only one of its family that goes on. One that was used
 * before the site died is still known as used.
 */
async function checkFamily(site: Site, { family }: Person, context: string): Promise<void> {
  if (family === null || family.isTooLate) return;
  expect([family.refused, family.isSame], context).toEqual([null, true]);
  const { jti } = JSON.parse(Buffer.from(family.leaf.split('.')[1] ?? '', 'base64url').toString());
  const rows = await site.rig.query(
    `select t.jti, t.used_at, t.successor_jti from stagedoor_refresh_token t where t.session_id =
       (select session_id from stagedoor_refresh_token where jti = '${jti}')`,
  );
  const logsOut = rows.filter((row) => row.used_at === null).map((row) => row.jti);
  expect(logsOut, context).toHaveLength(1);
  const own = rows.find((row) => row.jti === jti);
  // An exchange that nobody heard of may have happened; nobody lost anything that was said.
  if (!family.isUncertain) expect(logsOut, context).toEqual([jti]);
  else expect([jti, own?.successor_jti], context).toContain(logsOut[0]);
  expect(rows.length, context).toBe(1 + family.acknowledged + (logsOut[0] === jti ? 0 : 1));
  if (logsOut[0] !== jti) return;
  const refresh = (token: string) => post(site, '/api/token/refresh/', { refresh: token });
  const next = await refresh(family.leaf);
  expect(next.status, context).toBe(200);
  if (family.acknowledged === 0) return;
  expect((await refresh(family.first)).status, context).toBe(401);
  const { refresh: successor } = JSON.parse(next.text) as { refresh: string };
  expect((await refresh(successor)).status, context).toBe(401);
}

function post(site: Site, path: string, body: object) {
  return send(site.url + path, { method: 'POST', body });
}

const LETTER_MARKS = {
  activation: '/accounts/activation/',
  welcome: '/accounts/login/',
  'password-reset': '/accounts/reset/',
} as const;

/** Different e-mails of a kind to the person, copies counted once. */
function mails({ rig }: Site, { email }: Person, kind: keyof typeof LETTER_MARKS): number {
  const found = rig.sink.mails.filter(
    (mail) => mail.recipients[0] === email && kindOf(mail.email.text ?? '') === kind,
  );
  return new Set(found.map((mail) => mail.email.messageId)).size;
}

function kindOf(text: string): string | undefined {
  return Object.entries(LETTER_MARKS).find(([, mark]) => text.includes(mark))?.[0];
}

/** Successful events of the user by action. */
async function countEvents({ rig }: Site, userId: number): Promise<(action: AuditAction) => number> {
  const events = await rig.stores.audit.listOfUser(userId, { limit: 1_000 });
  return (action) => events.filter((event) => event.action === action && event.success).length;
}
