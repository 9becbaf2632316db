import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { describeRefusal } from '../../src/cli/describe-refusal.ts';
import { defineRefusal } from '../../src/create-stagedoor/define-refusal.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import type { Branding } from '../../src/server/define-branding.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { createServer } from '../../src/server.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import { pageRoutes } from '../../src/web/page-route.ts';

const texts = defineTexts('bar', {
  en: { full_one: 'One guest is too many.', full_other: '{{count}} guests are too many.' },
  es: { full_one: 'Un cliente es demasiado.', full_other: '{{count}} clientes son demasiados.' },
  pl: {
    full_one: 'Jeden gość to za dużo.',
    full_few: '{{count}} goście to za dużo.',
    full_many: '{{count}} gości to za dużo.',
    full_other: '{{count}} gościa to za dużo.',
  },
});
const full = defineRefusal<{ readonly count: number }>('full', 409);
const unlisted = defineRefusal('unlisted', 403);

function barUseCases({ refuse }: FeatureParts<object>) {
  return {
    enter(): void {
      throw refuse(full, { count: 3 });
    },
    sneak(): void {
      throw refuse(unlisted, {});
    },
  };
}

type Bar = ReturnType<typeof barUseCases>;

const route = (path: string, act: () => void) =>
  defineApiRoute({
    name: `bar-${path}`,
    method: 'GET',
    path: `/api/${path}/`,
    issues: 'none',
    access: 'anyone',
    csrf: 'none',
    operation: null,
    summary: 'Nothing.',
    responses: {},
    async handler() {
      act();
      throw new Error('it was not refused');
    },
  });

const bar = defineFeature({
  name: 'bar',
  texts,
  refusals: [full.describedAs(texts.keys.full)],
  useCases: barUseCases,
  api: (useCases: Bar) => [route('enter', useCases.enter), route('sneak', useCases.sneak)],
  pages: (useCases: Bar) =>
    pageRoutes({
      name: 'bar',
      at: ['/bar/'],
      access: 'anyone',
      async get() {
        useCases.enter();
        throw new Error('it was not refused');
      },
    }),
});

describe('a refusal of a feature’s own', () => {
  let folder: string;
  let stagedoor: Awaited<ReturnType<typeof open>>;

  async function open(env: Readonly<Record<string, string>> = {}, branding: Branding = {}) {
    const own = { DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
    const opened = await createStagedoor({ env: { ...own, ...env }, features: [bar], branding });
    await opened.migrations.apply();
    return opened;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'feature-refusals-'));
    stagedoor = await open();
  });
  afterAll(async () => {
    await stagedoor.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(url: string, headers = {}, site = stagedoor) {
    const app = createServer(site);
    const answer = await app.inject({ url, headers: { host: '127.0.0.1:8000', ...headers } });
    await app.close();
    return answer;
  }

  it('has its status, its code and the reader’s words in JSON', async () => {
    const english = await ask('/api/enter/');
    expect([english.statusCode, english.headers['refusal-code']]).toEqual([409, 'bar.full']);
    expect(english.json()).toEqual({ detail: '3 guests are too many.', code: 'bar.full' });
    const spanish = await ask('/api/enter/', { 'accept-language': 'es' });
    expect(spanish.json().detail).toBe('3 clientes son demasiados.');
  });

  it('is counted in the forms of a language that the site adds', async () => {
    const languages = [{ tag: 'pl', name: 'Polski', texts: {} }] as const;
    const site = await open({}, { languages });
    expect((await ask('/api/enter/', { 'accept-language': 'pl' }, site)).json().detail).toBe(
      '3 goście to za dużo.',
    );
    await site.close();
  });

  it.each([
    ['problem', { status: 409, detail: '3 guests are too many.', code: 'bar.full' }],
    ['envelope', { success: false, error: { code: 'bar.full', message: '3 guests are too many.' } }],
  ])('has the site’s format: %s', async (format, body) => {
    const site = await open({ API_FORMAT: format });
    const answer = await ask('/api/enter/', {}, site);
    await site.close();
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject(body);
  });

  it('has a page with its words', async () => {
    const { statusCode, body } = await ask('/bar/', { accept: 'text/html', 'accept-language': 'es' });
    expect(statusCode).toBe(409);
    expect(body).toContain('3 clientes son demasiados.');
  });

  it('is an AccountsError for who calls the use case, and lines for a terminal', () => {
    const refusal = { code: 'bar.full', status: 409, params: { count: 3 } } as const;
    let thrown: unknown;
    try {
      stagedoor.features.bar.enter();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: 'AccountsError', refusal });
    expect(describeRefusal(stagedoor.translatorFor('en'), refusal)).toEqual(['3 guests are too many.']);
    expect(describeRefusal(translatorFor('en'), refusal)).toEqual(['bar.full']);
  });

  it('is a fault where the record does not name it', async () => {
    expect((await ask('/api/sneak/')).statusCode).toBe(500);
    expect(() => stagedoor.features.bar.sneak()).toThrow('its refusal unlisted is missing in refusals');
  });

  const said = full.describedAs(texts.keys.full);
  it.each([
    ['without texts', { name: 'bar', refusals: [said] }, 'full needs words out of its texts'],
    ['without words', { name: 'bar', texts, refusals: [full] }, 'full needs words out of its texts'],
    [
      'of other words',
      { name: 'bar', texts, refusals: [{ ...said, words: 'bar.other' }] },
      'full needs words',
    ],
    ['that was not defined', { name: 'bar', texts, refusals: ['full'] }, 'must be one of defineRefusal'],
    [
      'of another status',
      { name: 'bar', texts, refusals: [{ ...said, status: 200 }] },
      'must be one of defineRefusal',
    ],
    ['twice', { name: 'bar', texts, refusals: [said, said] }, 'full is there twice'],
    ['that are no list', { name: 'bar', texts, refusals: {} }, 'refusals must be a list'],
  ])('does not start %s', (_, record, sentence) => {
    expect(() => defineFeature(record as never)).toThrow(sentence);
  });

  it('has a name in lower case and a status of those that need no more', () => {
    expect(() => defineRefusal('Book closed', 409)).toThrow('lower-case');
    expect(() => defineRefusal('closed', 401 as never)).toThrow('one of 400, 403, 404, 409, 410, 422');
  });
});
