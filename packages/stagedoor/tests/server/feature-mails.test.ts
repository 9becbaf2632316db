import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineMail, type MailOrder } from '../../src/create-stagedoor/define-mail.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { renderFeatureMail, type WrittenMail } from '../../src/mail/render-feature-mail.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import { databases } from '../support/databases.ts';

type Sum = { readonly by: string; readonly marks: number; readonly at: string };

const sum = defineMail<Sum>('sum');
const lost = defineMail('lost');
const tallyTexts = defineTexts('tally', {
  en: {
    subject: '{{by}} counted',
    marks_one: '{{count}} mark',
    marks_other: '{{count}} marks',
    see: 'See it',
  },
  es: {
    subject: '{{by}} contó',
    marks_one: '{{count}} marca',
    marks_other: '{{count}} marcas',
    see: 'Verlo',
  },
});
const { keys } = tallyTexts;

const tally = defineFeature({
  name: 'tally',
  texts: tallyTexts,
  mails: [
    sum.writtenBy(({ t, data, moment }) => ({
      subject: t(keys.subject, { by: data.by }),
      pieces: [
        { piece: 'paragraph', text: t(keys.marks, { count: data.marks }) },
        { piece: 'facts', facts: [{ name: data.by, value: moment(data.at) }] },
        { piece: 'action', label: t(keys.see), path: '/tally/' },
      ],
      footer: 'Because you asked.',
    })),
  ],
  useCases: ({ transact }: FeatureParts<object>) => ({
    tell: (order: Omit<MailOrder<Sum>, 'data'>, fault: Error | null = null) =>
      transact(async ({ sendMail }) => {
        const outcome = await sendMail(sum, { ...order, data: { by: 'ana', marks: 2, at: AT } });
        if (fault) throw fault;
        return outcome;
      }),
    lose: () => transact(({ sendMail }) => sendMail(lost, { to: OWNER, language: 'en', data: null })),
  }),
});

const AT = '2026-11-29T17:30:00.000Z';
const OWNER = 'owner@example.org';

describe.each(databases)('an e-mail of a feature on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let stagedoor: Awaited<ReturnType<typeof start>>;

  async function start(env: Readonly<Record<string, string>>) {
    const own = { DATA_DIR: folder, LOG_LEVEL: 'silent', DATABASE_URL: `sqlite:${join(folder, 'site.db')}` };
    return await createStagedoor({ env: { ...own, ...env }, features: [tally] });
  }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'feature-letters-'));
    const database = await open();
    drop = database.drop;
    stagedoor = await start(database.env);
    await stagedoor.migrations.apply();
  });
  afterAll(async () => {
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Those that left since the last call. */
  let known = 0;
  async function left() {
    await stagedoor.backgroundWork.drain();
    const all = (await stagedoor.mailCatcher?.list()) ?? [];
    const fresh = all.slice(0, all.length - known);
    known = all.length;
    return fresh;
  }

  /** Somebody whose address nobody has proved. */
  async function signUp(username: string) {
    const [password, email] = ['Brass lamp 1 over the door', `${username}@example.org`];
    await stagedoor.useCases.user.signUp({
      ...{ username, email, password, passwordConfirm: password, firstName: '', lastName: '', extra: {} },
      sessionKey: null,
      visitor: { ipAddress: '127.0.0.1', userAgent: '', language: 'en', deviceKey: null },
    });
    await left();
    const { rows } = await stagedoor.useCases.user.list({});
    const made = rows.find((user) => user.username === username);
    if (made === undefined) throw new Error(`${username} was not signed up`);
    return made;
  }

  it('leaves in the language that was asked for, as HTML and as text, in the frame of ours', async () => {
    expect(await stagedoor.features.tally.tell({ to: OWNER, language: 'es' })).toBe('queued');
    const [mail] = await left();
    expect(mail).toMatchObject({ to: OWNER, subject: 'ana contó' });
    expect(mail?.text).toContain('2 marcas');
    expect(mail?.text).toContain('29 de noviembre de 2026 a las 17:30 UTC');
    expect(mail?.text).toContain('http://127.0.0.1:8000/tally/');
    expect(mail?.html).toContain('<html lang="es">');
    expect(mail?.html).toContain('href="http://127.0.0.1:8000/tally/"');
  });

  it('is kept with the transaction, or nothing of it', async () => {
    await expect(
      stagedoor.features.tally.tell({ to: OWNER, language: 'en' }, new Error('no')),
    ).rejects.toThrow('no');
    expect(await left()).toEqual([]);
  });

  it('goes to a user’s confirmed address in their own language, and to no other', async () => {
    const { tally: useCases } = stagedoor.features;
    const eva = await stagedoor.useCases.user.create({
      by: 'operator',
      awaitsWelcome: false,
      username: 'eva',
      email: 'eva@example.org',
    });
    const bob = await stagedoor.useCases.user.create({ by: 'operator', username: 'bob' });
    const cleo = await signUp('cleo');
    expect(await useCases.tell({ to: bob, language: 'en' })).toBe('no-address');
    expect(await useCases.tell({ to: cleo, language: 'en' })).toBe('no-address');
    expect(await useCases.tell({ to: { id: 1 }, language: 'en' })).toBe('no-address');
    expect(await useCases.tell({ to: eva, language: 'es' })).toBe('queued');
    expect((await left()).map(({ to, subject }) => [to, subject])).toEqual([
      ['eva@example.org', 'ana contó'],
    ]);
  });

  it('is held over its limit, address by address', async () => {
    const { tally: useCases } = stagedoor.features;
    const limit = { attempts: 2, windowMs: 60_000, blockMs: 60_000, maxBlockMs: 60_000 };
    const outcomes: string[] = [];
    for (const to of ['a@example.org', 'A@Example.org', 'a@example.org', 'a@example.org', 'b@example.org'])
      outcomes.push(await useCases.tell({ to, language: 'en', limit }));
    expect(outcomes).toEqual(['queued', 'queued', 'held', 'held', 'queued']);
    expect(await left()).toHaveLength(3);
  });

  it.each([
    'nobody',
    'a@b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    'a@example.org, b@example.org',
    '',
  ])('goes to no address that is none: %j', async (to) => {
    await expect(stagedoor.features.tally.tell({ to, language: 'en' })).rejects.toMatchObject({
      refusal: { code: 'invalid-input', fields: { email: [expect.anything()] } },
    });
    expect(await left()).toEqual([]);
  });

  it('is not sent where nobody writes it', async () => {
    await expect(stagedoor.features.tally.lose()).rejects.toThrow('nobody writes its e-mail lost');
  });
});

describe('the words of an e-mail', () => {
  const site = { name: 'Green Room', publicUrl: 'https://example.org' };
  const render = (data: Parameters<typeof renderFeatureMail>[0]['data'], write: (data: never) => object) =>
    renderFeatureMail(
      { name: 'tally.sum', data, write: (parts) => write(parts as never) as WrittenMail },
      site,
      { t: translatorFor('en'), timeZone: null },
    );
  const paragraph = (text: string) => ({
    subject: text,
    pieces: [{ piece: 'paragraph', text }],
    footer: 'F',
  });

  it('hold no link that somebody chose, and no markup', () => {
    const { html, text, subject } = render(
      { by: ['see https://evil.example/x', { and: '<b>www.evil.example</b>' }] },
      ({ data }: { data: { by: [string, { and: string }] } }) => paragraph(`${data.by[0]} ${data.by[1].and}`),
    );
    for (const said of [html, text, subject]) expect(said).not.toMatch(/evil\.example|https:\/\/evil/);
    expect(html).toContain('&lt;b>www·evil·example');
  });

  it('stand on one line wherever somebody chose them', () => {
    const { subject, text } = render('ana\r\nBcc: eve@example.net\u2028x', ({ data }: { data: string }) =>
      paragraph(data),
    );
    expect([subject, text]).toEqual([
      'ana Bcc: eve@example·net x',
      expect.stringContaining('ana Bcc: eve@example·net x\n'),
    ]);
  });

  it('leave a moment and a number as they are', () => {
    const data = { at: AT, count: 1.5 };
    expect(render(data, ({ data: given }) => paragraph(JSON.stringify(given))).subject).toBe(
      JSON.stringify(data),
    );
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    'javascript:alert(1)',
    'notes/',
    '',
  ])('lead to this site alone, not to %j', (path) => {
    const action = { piece: 'action', label: 'Go', path };
    expect(() => render(null, () => ({ subject: 'S', pieces: [action], footer: 'F' }))).toThrow(
      'must be one of this site',
    );
  });

  it.each([
    ['nothing', undefined, 'it must be a record'],
    ['no subject', { pieces: [{ piece: 'note', text: 'x' }], footer: 'F' }, 'subject must be a text'],
    ['no piece', { subject: 'S', pieces: [], footer: 'F' }, 'with at least one'],
    [
      'a piece that nobody draws',
      { subject: 'S', pieces: [{ piece: 'picture' }], footer: 'F' },
      'pieces[0] must be one of',
    ],
    [
      'a paragraph without text',
      { subject: 'S', pieces: [{ piece: 'paragraph' }], footer: 'F' },
      'text must be',
    ],
  ])('are refused where the writer answers %s', (_, written, sentence) => {
    expect(() => render(null, () => written as never)).toThrow(sentence);
  });
});

describe('the e-mails of a record', () => {
  const write = () => ({ subject: 'S', pieces: [], footer: 'F' });

  it.each([
    ['an e-mail that nobody writes', [{ name: 'sum' }], 'write must be a function'],
    ['what is no e-mail', ['sum'], 'it must be a record'],
    ['a field that nobody reads', [{ name: 'sum', write, subjet: '' }], 'subjet is not known here'],
    ['one twice', [sum.writtenBy(write), sum.writtenBy(write)], 'mails has sum twice'],
    ['no list', sum, 'mails must be a list'],
  ])('do not start with %s', (_, mails, sentence) => {
    expect(() => defineFeature({ name: 'tally', mails: mails as never })).toThrow(sentence);
  });

  it('do not start under a name that no e-mail can have', () => {
    expect(() => defineMail('New line')).toThrow('lower-case');
  });

  it('carry what their kind says, or do not compile', () => {
    const send: Parameters<Parameters<FeatureParts<object>['transact']>[0]>[0]['sendMail'] = async () =>
      'held';
    // @ts-expect-error marks is no text
    void send(sum, { to: OWNER, language: 'en', data: { by: 'ana', marks: '2', at: AT } });
    // @ts-expect-error no such data
    sum.writtenBy(({ data }) => paragraphOf(data.of));
    expect(sum.name).toBe('sum');
  });
});

const paragraphOf = (text: string): WrittenMail => ({ subject: text, pieces: [], footer: '' });
