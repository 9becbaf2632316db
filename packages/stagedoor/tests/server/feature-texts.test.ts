import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { json } from '../../src/http/answer/answer.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { createServer } from '../../src/server.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import { refusedForm } from '../../src/ui/form-state.ts';

const tallyTexts = defineTexts('tally', {
  en: { too_many: 'No more than {{most}}.', marks_one: '{{count}} mark', marks_other: '{{count}} marks' },
  es: { too_many: 'No más de {{most}}.', marks_one: '{{count}} marca', marks_other: '{{count}} marcas' },
});
const { keys } = tallyTexts;
const tooMany = { by: [{ code: keys.too_many, params: { most: 9 } }] };

const tally = defineFeature({
  name: 'tally',
  texts: tallyTexts,
  api: () => [
    defineApiRoute({
      name: 'tally-sum',
      method: 'GET',
      path: '/api/tally/',
      issues: 'none',
      access: 'anyone',
      csrf: 'none',
      operation: 'sumTally',
      summary: 'The sum, in words.',
      responses: {},
      handler: async ({ translate }) => json({ sum: translate(keys.marks, { count: 2 }) }),
    }),
    defineApiRoute({
      name: 'tally-add',
      method: 'POST',
      path: '/api/tally/',
      issues: 'none',
      access: 'anyone',
      csrf: 'session',
      operation: 'addTally',
      summary: 'Always too many.',
      responses: {},
      handler: async () => {
        throw new AccountsError({ code: 'invalid-input', fields: tooMany });
      },
    }),
  ],
});

describe('the texts of a feature', () => {
  let folder: string;
  let stagedoor: Awaited<ReturnType<typeof start>>;
  let app: ReturnType<typeof createServer>;

  async function start() {
    const own = { DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
    return await createStagedoor({ env: own, features: [tally] });
  }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'feature-texts-'));
    stagedoor = await start();
    await stagedoor.migrations.apply();
    app = createServer(stagedoor);
  });
  afterAll(async () => {
    await app.close();
    await stagedoor.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (method: 'GET' | 'POST', language: string) =>
    (
      await app.inject({
        method,
        url: '/api/tally/',
        headers: { host: '127.0.0.1:8000', 'accept-language': language },
      })
    ).json();

  it('are said in the language of whoever asks, in the right number', async () => {
    expect(await ask('GET', 'en')).toEqual({ sum: '2 marks' });
    expect(await ask('GET', 'es')).toEqual({ sum: '2 marcas' });
  });

  it('are what a refusal says of a field, in JSON and on forms', async () => {
    expect(await ask('POST', 'en')).toEqual({ by: ['No more than 9.'] });
    expect(await ask('POST', 'es-MX')).toEqual({ by: ['No más de 9.'] });
    const form = refusedForm(stagedoor.translatorFor('es'), {}, tooMany);
    expect(form.errors.by).toEqual(['No más de 9.']);
  });

  it('are nobody else’s: without the feature the same code is shown as it is', () => {
    expect(translatorFor('en').knows(keys.too_many)).toBe(false);
    const t = stagedoor.translatorFor('en');
    expect([keys.too_many, keys.marks, 'required', 'tally.none'].map((key) => t.knows(key))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(t('required')).toBe(translatorFor('en')('required'));
  });

  const texts = (en: object, es: object) => () => defineTexts('tally', { en, es } as never);

  it.each([
    ['a key that Spanish lacks', texts({ a: 'A', b: 'B' }, { a: 'A' }), 'es lacks b'],
    ['a key that English lacks', texts({ a: 'A' }, { a: 'A', b: 'B' }), 'es.b is not in en'],
    ['no Spanish', () => defineTexts('tally', { en: { a: 'A' } } as never), 'es must be a record of texts'],
    [
      'a language that is none',
      () => defineTexts('tally', { en: {}, es: {}, french: {} } as never),
      'french is no tag of a language, such as fr or pt-BR',
    ],
    ['a text that is none', texts({ a: 1 }, { a: ' ' }), 'en.a must be a text; es.a must be a text'],
    ['a key that is none', texts({ 'a b': 'A' }, { 'a b': 'A' }), 'en.a b must be called with letters'],
    [
      'half a plural',
      texts({ a_one: '{{count}}' }, { a_one: '{{count}}' }),
      'en.a_one needs a_other beside it',
    ],
    [
      'another word to fill in',
      texts({ a: 'A {{who}}' }, { a: 'A {{quien}}' }),
      'es.a must fill in what en.a does',
    ],
    ['nothing', () => defineTexts('tally', null as never), 'must be a record of the languages'],
  ])('do not start with %s', (_, define, sentence) => {
    expect(define).toThrow(sentence);
  });

  it('do not start as those of another feature, as a plain record, or under a name that ours have', () => {
    const other = defineTexts('other', { en: { a: 'A' }, es: { a: 'A' } });
    // @ts-expect-error the texts of another
    expect(() => defineFeature({ name: 'tally', texts: other })).toThrow(
      'must be those of tally, not of other',
    );
    const plain = { en: { a: 'A' }, es: { a: 'A' } };
    expect(() => defineFeature({ name: 'tally', texts: plain as never })).toThrow('made by defineTexts');
    const mail = defineTexts('mail', { en: { greeting: 'Hi' }, es: { greeting: 'Hola' } });
    expect(() => defineFeature({ name: 'mail', texts: mail })).toThrow('texts of ours begin with mail');
    expect(defineFeature({ name: 'mail' }).name).toBe('mail');
  });

  it('do not compile without a key of either language, or asked for by another', () => {
    // @ts-expect-error Spanish lacks b
    expect(() => defineTexts('tally', { en: { a: 'A', b: 'B' }, es: { a: 'A' } })).toThrow('es lacks b');
    // @ts-expect-error English lacks b
    expect(() => defineTexts('tally', { en: { a: 'A' }, es: { a: 'A', b: 'B' } })).toThrow('not in en');
    // @ts-expect-error no such text
    expect(keys.to_many).toBeUndefined();
    // @ts-expect-error a text of nobody
    expect(translatorFor('en')('tally.too_many')).toBe('tally.too_many');
  });
});
