import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite, type TestSite } from '../../src/testing/open-test-site.ts';
import { Browser } from '../support/browser.ts';

let kept: unknown;
const lines: string[] = [];
const notes = defineFeature({ name: 'notes', exportOf: async () => kept });

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openTestSite({
    features: [notes],
    logger: createLogger('error', { write: (line: string) => void lines.push(line) }),
  });
  browser = new Browser(site.app, new URL('http://127.0.0.1:8000'));
  const { username, password } = await site.createUser();
  expect((await browser.post('/api/login/', { username, password })).statusCode).toBe(200);
});
afterAll(() => site?.close());
beforeEach(() => {
  lines.length = 0;
});

const downloads = {
  async 'by a ticket'() {
    const { ticket } = (await browser.post('/api/tickets/', { purpose: 'data-download' })).json();
    return await browser.get(`/api/users/me/data/?ticket=${ticket}`);
  },
  'from the page': async () => await browser.form('/accounts/data/download/', {}),
};

const circle: { notes: unknown[] } = { notes: [] };
circle.notes.push(circle);

it.each<readonly [unknown, string]>([
  [undefined, 'it is undefined'],
  [new Map([['title', 'x']]), 'it is an instance of Map'],
  [{ notes: [{ tags: new Set(['x']) }] }, 'notes[0].tags is an instance of Set'],
  [{ count: 10n }, 'count is 10'],
  [{ ratio: Number.NaN }, 'ratio is NaN'],
  [{ at: new Date(Number.NaN) }, 'at is an instance of Date'],
  [{ later: Promise.resolve(1) }, 'later is a promise'],
  [{ read: () => 1 }, 'read is a function'],
  [circle, 'notes[0] holds itself'],
])(
  'a download that would leave something out fails, and the log names the feature: %o',
  async (value, problem) => {
    kept = value;
    for (const download of Object.values(downloads)) {
      lines.length = 0;
      expect((await download()).statusCode).toBe(500);
      expect(lines.join('')).toContain(`The feature notes: exportOf must answer plain JSON, and ${problem}.`);
    }
  },
);

it.each(Object.entries(downloads))('a download %s holds what features keep', async (_, download) => {
  const shared = { title: 'x' };
  kept = {
    notes: [{ at: new Date(0), text: 'é', pinned: false, by: null, gone: undefined }, shared, shared],
  };
  const { statusCode, body } = await download();
  expect(statusCode).toBe(200);
  expect(JSON.parse(body).features).toEqual({
    notes: {
      notes: [{ at: '1970-01-01T00:00:00.000Z', text: 'é', pinned: false, by: null }, shared, shared],
    },
  });
});
