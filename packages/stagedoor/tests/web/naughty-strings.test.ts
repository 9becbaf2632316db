import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databases } from '../support/databases.ts';
import { naughtyStringsFor } from '../support/naughty-strings-for.ts';
import { readTags } from '../support/page/html.ts';
import { ShownPage } from '../support/page/shown-page.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, type RealSite } from '../support/site.ts';
import { unlimited } from '../support/unlimited.ts';

const extraFields = {
  about: { type: 'text', maxLength: 500, default: '', label: 'About', atSignUp: true },
  floor: { type: 'integer', nullable: true, label: 'Floor', atSignUp: true },
  born: { type: 'date', nullable: true, label: 'Born', atSignUp: true },
  team: { type: 'choice', choices: { red: 'Red' }, nullable: true, label: 'Team', atSignUp: true },
} as const;

/** Forms that are refused with one error at one field, whatever stands in it; or led on where it is fine. */
const oneField: readonly { path: string; field: string; who: 'stranger' | 'member' }[] = [
  { path: '/accounts/password/reset/', field: 'email', who: 'stranger' },
  { path: '/accounts/activation/', field: 'email', who: 'stranger' },
  { path: '/accounts/email/change/', field: 'email', who: 'member' },
  { path: '/accounts/reauthenticate/', field: 'password', who: 'member' },
  { path: '/accounts/delete/', field: 'password', who: 'member' },
];

/** Bytes that are no text, as a hand-made form may send them. */
const rawValues = [
  '%ED%A0%80',
  '%ff',
  '%c0%80',
  '%',
  '%0',
  '%zz',
  'a%00b',
  '%0d%0a',
  '%u0041',
  '+',
  '%2B',
  'a&b=c=d',
];

/** The elements of a page with the names of their attributes: what must not change, whatever was typed. */
function skeleton(html: string): string {
  return readTags(html)
    .map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`)
    .join('\n');
}

describe.each(databases)('naughty strings in pages on $database', { timeout: 240_000 }, (on) => {
  const { database: kind, open } = on;
  const naughtyStrings = naughtyStringsFor(kind);
  let site: RealSite;
  let stranger: Visitor;
  let member: Visitor;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({ env: { ...unlimited, ...database.env }, config: { extraFields } });
    await site.addPerson();
    stranger = site.visitor();
    await stranger.open('/accounts/login/');
    member = await site.loggedIn();
  });
  afterAll(async () => {
    await site?.close();
    await drop?.();
  });

  const tokenOf = (visitor: Visitor): string => visitor.page.forms[0]?.fields.csrfmiddlewaretoken ?? '';

  async function post(visitor: Visitor, path: string, fields: Record<string, string>) {
    const answer = await visitor.post(path, { csrfmiddlewaretoken: tokenOf(visitor), ...fields });
    const label = `${path} ${JSON.stringify(Object.values(fields)[0]?.slice(0, 60))}`;
    expect([label, [200, 302, 413].includes(answer.statusCode)]).toEqual([label, true]);
    return answer;
  }

  const shown = (answer: LightMyRequestResponse) => new ShownPage(answer, '');

  it('in the profile are stored as typed, trimmed, and shown as text and nothing else', async () => {
    await member.open('/accounts/profile/');
    await post(member, '/accounts/profile/', { first_name: 'plain', last_name: 'plain', about: 'plain' });
    await member.open('/accounts/profile/');
    const plain = skeleton((await member.open('/accounts/profile/')).html);
    let taken = 0;
    for (const text of naughtyStrings) {
      const typed = text.toWellFormed();
      const answer = await post(member, '/accounts/profile/', {
        first_name: typed,
        last_name: typed,
        about: typed,
      });
      if (answer.statusCode !== 302) continue;
      taken += 1;
      await member.open('/accounts/profile/');
      const page = await member.open('/accounts/profile/');
      expect(page.form().fields).toMatchObject({
        first_name: typed.trim(),
        last_name: typed.trim(),
        about: typed.trim(),
      });
      expect([typed, skeleton(page.html)]).toEqual([typed, plain]);
    }
    expect(taken).toBeGreaterThan(naughtyStrings.length / 4);
    await post(member, '/accounts/profile/', { first_name: 'Ana', last_name: '', about: '' });
    await member.open('/accounts/profile/');
  });

  it('in a refused log-in come back as typed and as text', async () => {
    const plain = skeleton(
      (await post(stranger, '/accounts/login/', { username: 'plain', password: 'x' })).body,
    );
    for (const text of naughtyStrings) {
      const typed = text.toWellFormed();
      const answer = await post(stranger, '/accounts/login/', { username: typed, password: typed || 'x' });
      const isEmpty = typed.trim() === '' || typed.includes('\0');
      if (answer.statusCode !== 200 || isEmpty) continue;
      expect([typed, skeleton(answer.body)]).toEqual([typed, plain]);
      expect(shown(answer).form().fields.username).toBe(typed);
      expect(shown(answer).form().fields.password).toBe('');
    }
  });

  it.each(oneField)(
    'in $field of $path come back as typed and as text, or lead on',
    async ({ path, field, who }) => {
      const visitor = who === 'member' ? member : stranger;
      const plain = skeleton((await post(visitor, path, { [field]: 'not right' })).body);
      for (const text of naughtyStrings) {
        const typed = text.toWellFormed();
        const answer = await post(visitor, path, { [field]: typed });
        if (answer.statusCode !== 200) continue;
        expect([typed, skeleton(answer.body)]).toEqual([typed, plain]);
        const value = shown(answer).form().fields[field];
        expect(value).toBe(field === 'password' ? '' : typed.replaceAll('\0', ''));
      }
    },
  );

  it('in every field of a refused sign-up come back as typed and as text', async () => {
    const names = ['username', 'email', 'first_name', 'last_name', 'about', 'floor', 'born', 'team'];
    for (const text of naughtyStrings) {
      const typed = text.toWellFormed();
      const fields = Object.fromEntries(names.map((name) => [name, typed]));
      const passwords = { password1: typed, password2: `${typed}-and-more` };
      const answer = await post(stranger, '/accounts/signup/', { ...fields, ...passwords });
      if (answer.statusCode !== 200) continue;
      const page = shown(answer);
      const { team: _choice, ...texts } = Object.fromEntries(
        names.map((name) => [name, typed.replaceAll('\0', '')]),
      );
      expect(page.form().fields).toMatchObject(texts);
      expect(page.form().fields).toMatchObject({ password1: '', password2: '' });
      expect(strangers(answer.body)).toEqual([]);
    }
  });

  it('as passwords and keys of links are refused or taken, never a fault', async () => {
    for (const text of naughtyStrings) {
      const typed = text.toWellFormed();
      const newPasswords = { new_password1: typed, new_password2: typed };
      await post(member, '/accounts/password/change/', { old_password: typed, ...newPasswords });
      const key = encodeURIComponent(typed.slice(0, 100));
      if (key === '' || key === '.' || key === '..') continue;
      for (const path of [
        `/accounts/activation/${key}/`,
        `/accounts/reset/${key}/${key}/`,
        `/accounts/email/undo/${key}/`,
      ]) {
        const answer = await stranger.browser.get(path);
        expect([path, answer.statusCode < 500]).toEqual([path, true]);
        expect(strangers(answer.body)).toEqual([]);
      }
      await post(stranger, `/accounts/activation/${key}/`, {});
    }
  });

  it('in the address of a page lead nowhere else and are drawn as text', async () => {
    for (const text of naughtyStrings) {
      const value = encodeURIComponent(text.toWellFormed().slice(0, 1_000));
      for (const path of [
        `/accounts/login/?next=${value}`,
        `/accounts/signup/?${value}=${value}`,
        `/${value}`,
      ]) {
        const answer = await stranger.browser.get(path);
        expect([path, answer.statusCode < 500]).toEqual([path, true]);
        if (answer.statusCode < 300) expect(strangers(answer.body)).toEqual([]);
        const location = answer.headers.location;
        if (location !== undefined) expect(String(location)).toMatch(/^\/(?![/\\])/);
      }
    }
  });

  it('as bytes that are no text are refused, never a fault', async () => {
    for (const [visitor, path, field] of [
      [stranger, '/accounts/login/', 'username'],
      [stranger, '/accounts/signup/', 'email'],
      [stranger, '/accounts/password/reset/', 'email'],
      [member, '/accounts/profile/', 'first_name'],
      [member, '/accounts/profile/', 'about'],
      [stranger, '/accounts/language/', 'language'],
    ] as const) {
      for (const value of rawValues) {
        const answer = await visitor.browser.request('POST', path, {
          payload: `csrfmiddlewaretoken=${tokenOf(visitor)}&${field}=${value}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
        expect([path, value, [200, 302].includes(answer.statusCode)]).toEqual([path, value, true]);
        if (answer.statusCode === 200) expect(strangers(answer.body)).toEqual([]);
      }
    }
  });

  it('as the browser’s name are shown as text on the lists of devices', async () => {
    const names = [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' or 1=1 --",
      'x'.repeat(2_000),
    ];
    for (const name of names) await site.loggedIn('ana', { 'user-agent': name });
    for (const path of ['/accounts/sessions/', '/accounts/devices/', '/accounts/security/']) {
      const page = await member.open(path);
      expect(page.status).toBe(200);
      expect(strangers(page.html)).toEqual([]);
    }
  });
});

const OUR_SCRIPTS = /^\/static\/(?:htmx\.min|app|passkeys)(?:\.[0-9a-f]+)?\.js$/;

/** Elements and attributes that no page of ours has: something typed became markup. */
function strangers(html: string): string[] {
  return readTags(html).flatMap(({ name, attributes }) => {
    const isForeign = ['img', 'object', 'embed', 'base', 'style', 'iframe', 'b'].includes(name);
    const isForeignScript = name === 'script' && !OUR_SCRIPTS.test(attributes.src ?? '');
    const handlers = Object.keys(attributes).filter((attribute) => /^(?:on|style$|srcdoc$)/i.test(attribute));
    const leads = [attributes.href, attributes.action, attributes.src].filter(
      (target) => target !== undefined && !/^(?:\/(?!\/)|#)/.test(target),
    );
    return isForeign || isForeignScript || handlers.length > 0 || leads.length > 0
      ? [`${name} ${JSON.stringify(attributes)}`]
      : [];
  });
}
