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
  const user = await site.rig.stores.users.findByEmailKey(person.email);
  const context = JSON.stringify(person);
  if (person.signUp === 'done') expect(user, context).not.toBeNull();
  expect(letters(site, person, 'activation'), context).toBe(user ? 1 : 0);
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
}

/**
 * Each letter came once; again only where its server died between taking it and saying so, or the site between hearing
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
  expect(letters(site, person, 'welcome'), context).toBe(found.isVerified ? 1 : 0);
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
  const sent = letters(site, person, 'password-reset');
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
  expect(found.events, context).toBeGreaterThanOrEqual(acknowledged.length);
  expect(found.events, context).toBeLessThanOrEqual(person.logIns.length);
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

function post(site: Site, path: string, body: object) {
  return send(site.url + path, { method: 'POST', body });
}

const LETTER_MARKS = {
  activation: '/accounts/activation/',
  welcome: '/accounts/login/',
  'password-reset': '/accounts/reset/',
} as const;

/** Different letters of a kind to the person, copies counted once. */
function letters({ rig }: Site, { email }: Person, kind: keyof typeof LETTER_MARKS): number {
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
