import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditAction } from '../../src/core/audit/audit-event.ts';
import { freePort, runCommand, type SiteProcess, startSiteProcess } from '../support/site-process.ts';
import { createSiteRig, type SiteRig } from '../support/site-rig.ts';
import { countOf, type RaceAnswer, type RaceRequest, race, send } from './race-client.ts';
import { describeTokenRaces } from './token-races.ts';

/** RACES from outside; `npm run test:long` runs 200 rounds of each race. */
const rounds = Number(process.env.RACES ?? (process.env.TEST_LENGTH === 'long' ? 200 : 2));
const LONGEST_MS = 60_000 + rounds * 20_000;
const PASSWORD = 'tulips-under-7-bridges';

/** Sixteen requests at once on everything that may happen once, by two server processes on one database. */
export function describeRaces(kind: 'sqlite' | 'postgres'): void {
  let rig: SiteRig;
  let nodes: SiteProcess[] = [];
  let urls: readonly string[] = [];
  let people = 0;
  beforeAll(async () => {
    rig = await createSiteRig(kind);
    const second = { ...rig.environment, PORT: String(await freePort()) };
    nodes = await Promise.all([startSiteProcess(rig.environment), startSiteProcess(second)]);
    urls = nodes.map(({ url }) => url);
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await rig?.close();
  });

  const rule = (title: string, round: () => Promise<void>) =>
    test(`${title} (${rounds} rounds)`, { timeout: LONGEST_MS }, async () => {
      for (let number = 1; number <= rounds; number += 1) await round();
    });
  const node = (): string => urls[people % urls.length] ?? '';
  const newEmail = (): string => {
    people += 1;
    return `person${people}@example.com`;
  };
  const post = (path: string, body: object): RaceRequest => ({ method: 'POST', path, body });

  async function expectStatus(status: number, request: RaceRequest): Promise<RaceAnswer> {
    const answer = await send(node(), request);
    expect(answer.status, `${request.path}: ${answer.body}`).toBe(status);
    return answer;
  }

  /** The first match in an e-mail to the address, once the e-mail is there. */
  async function linkTo(email: string, pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const mails = rig.sink.mails.filter(({ recipients }) => recipients[0] === email);
      const link = mails.map((mail) => pattern.exec(mail.email.text ?? '')).find((match) => match !== null);
      if (link) return link;
      await sleep(10);
    }
  }

  const signUp = (email: string) =>
    post('/api/signup/', { email, password: PASSWORD, password_confirm: PASSWORD });
  const logIn = (email: string, password: string) => post('/api/login/', { email, password });

  async function activated(): Promise<string> {
    const email = newEmail();
    await expectStatus(201, signUp(email));
    const [, key] = await linkTo(email, /\/accounts\/activation\/([A-Za-z0-9]{43})\//);
    await expectStatus(200, post('/api/activation/confirm/', { key }));
    return email;
  }

  async function events(email: string, action: AuditAction): Promise<number> {
    const user = await rig.stores.users.findByEmailKey(email);
    const rows = await rig.stores.audit.listOfUser(user?.id ?? 0, { limit: 100 });
    return rows.filter((row) => row.action === action && row.success).length;
  }

  async function differentMails(email: string, mark: string): Promise<number> {
    while ((await rig.mailsLeft()) > 0) await sleep(10);
    const mails = rig.sink.mails.filter(
      (mail) => mail.recipients[0]?.toLowerCase() === email && mail.email.text?.includes(mark),
    );
    return new Set(mails.map((mail) => mail.email.messageId)).size;
  }

  rule('gives one of sixteen accounts with one address the address, whatever its case', async () => {
    const email = newEmail();
    const spellings = [email, email.toUpperCase(), `P${email.slice(1)}`, email.replace('@e', '@E')];
    const statuses = await race(urls, (runner) => signUp(spellings[runner % spellings.length] ?? email));
    expect(countOf(201, statuses)).toBe(16);
    const claims = await rig.query(`select id from account_emailaddress where unproved_key = '${email}'`);
    expect(claims).toHaveLength(16);
    while ((await rig.mailsLeft()) > 0) await sleep(10);
    const keys = rig.sink.mails
      .filter((mail) => mail.recipients[0]?.toLowerCase() === email)
      .flatMap(
        (mail) => /\/accounts\/activation\/([A-Za-z0-9]{43})\//.exec(mail.email.text ?? '')?.[1] ?? [],
      );
    expect(keys).toHaveLength(16);
    const chosen = { new_password1: 'herons-over-lake-7', new_password2: 'herons-over-lake-7' };
    const confirmed = await race(urls, (runner) =>
      post('/api/activation/confirm/', { key: keys[runner], ...chosen }),
    );
    expect(countOf(200, confirmed)).toBe(1);
    expect(await rig.query(`select id from account_emailaddress where email_key = '${email}'`)).toHaveLength(
      1,
    );
    expect(await events(email, 'activation')).toBe(1);
  });

  rule('activates an account once', async () => {
    const email = newEmail();
    await expectStatus(201, signUp(email));
    const [, key] = await linkTo(email, /\/accounts\/activation\/([A-Za-z0-9]{43})\//);
    const statuses = await race(urls, () => post('/api/activation/confirm/', { key }));
    expect([countOf(200, statuses), countOf(400, statuses)]).toEqual([1, 15]);
    expect(await events(email, 'activation')).toBe(1);
    expect(await differentMails(email, '/accounts/login/')).toBe(1);
  });

  rule('resets a password once, to the password of the one that was told so', async () => {
    const email = await activated();
    await expectStatus(200, post('/api/password/reset/', { email }));
    const [, uid, token] = await linkTo(email, /\/accounts\/reset\/([A-Za-z0-9_-]+)\/([A-Za-z0-9]{43})\//);
    const passwordOf = (runner: number) => `herons-over-lake-${runner}`;
    const statuses = await race(urls, (runner) =>
      post('/api/password/reset/confirm/', {
        uid,
        token,
        new_password1: passwordOf(runner),
        new_password2: passwordOf(runner),
      }),
    );
    expect([countOf(200, statuses), countOf(400, statuses)]).toEqual([1, 15]);
    expect(await events(email, 'password-reset')).toBe(1);
    await expectStatus(200, logIn(email, passwordOf(statuses.indexOf(200))));
    await expectStatus(401, logIn(email, PASSWORD));
  });

  rule('ends a session once', async () => {
    const email = await activated();
    const doomed = await expectStatus(200, logIn(email, PASSWORD));
    const { cookies } = await expectStatus(200, logIn(email, PASSWORD));
    const list = await expectStatus(200, {
      method: 'GET',
      path: '/api/users/me/sessions/',
      cookies: doomed.cookies,
    });
    const current = JSON.parse(list.body).find((session: { is_current?: boolean }) => session.is_current);
    const csrf = await expectStatus(200, { method: 'GET', path: '/api/csrf/', cookies });
    const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
    const statuses = await race(urls, () => ({
      method: 'DELETE',
      path: `/api/users/me/sessions/${current.id}/`,
      cookies: csrf.cookies,
      csrfToken,
    }));
    expect([countOf(204, statuses), countOf(404, statuses)]).toEqual([1, 15]);
    expect(await events(email, 'session-end')).toBe(1);
    await expectStatus(401, { method: 'GET', path: '/api/users/me/', cookies: doomed.cookies });
    await expectStatus(200, { method: 'GET', path: '/api/users/me/', cookies });
  });

  describeTokenRaces({
    rule,
    activated,
    logIn: async (email) => (await expectStatus(200, logIn(email, PASSWORD))).cookies,
    urls: () => urls,
    rig: () => rig,
    password: PASSWORD,
    longestMs: LONGEST_MS,
  });

  test('leaves a sound audit log behind', { timeout: LONGEST_MS }, async () => {
    const { code, output } = await runCommand(['audit', 'verify'], rig.environment);
    expect(code, output).toBe(0);
  });
}
