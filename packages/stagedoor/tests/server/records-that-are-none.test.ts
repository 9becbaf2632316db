import { expect, it } from 'vitest';
import { defineApiRoute, empty } from '../../src/api/index.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { createServer } from '../../src/server.ts';

/** As plain JavaScript may have it: what the types refuse, a site without them writes. */
async function start(options: object): Promise<string> {
  const env = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: 'sqlite::memory:' };
  const opened = await createStagedoor({ env, ...options }).catch(String);
  if (typeof opened === 'string') return opened;
  try {
    const app = createServer(opened);
    const answer = await app.ready().then(() => 'started', String);
    await app.close();
    return answer;
  } catch (error) {
    return String(error);
  } finally {
    await opened.close();
  }
}

const withFeature = (parts: object) => start({ features: [{ name: 'club', ...parts }] });

class Hooks {
  async beforeSignUp() {}
}

const promise =
  'RecordProblem: The feature club: %s must answer a list of routes, at once and not as a promise.';
const ofFeature: Readonly<Record<string, readonly [object, string]>> = {
  'hooks as a promise': [
    { hooks: async () => ({}) },
    'RecordProblem: The hooks of club: it must be a record, not a promise.',
  ],
  'hooks of a class': [
    { hooks: () => new Hooks() },
    'RecordProblem: The hooks of club: it must be a record, not an instance of Hooks.',
  ],
  'inside as a Map': [
    { hooks: () => ({ inside: new Map([['user.created', async () => {}]]) }) },
    'RecordProblem: The hooks of club: inside must be a record, not an instance of Map.',
  ],
  'api as a promise': [{ api: async () => [] }, promise.replace('%s', 'api')],
  'api that answers nothing': [{ api: () => {} }, promise.replace('%s', 'api')],
  'one route as api': [{ api: () => ({ name: 'one' }) }, promise.replace('%s', 'api')],
  'pages as a promise': [{ pages: async () => [] }, promise.replace('%s', 'pages')],
  'lists of pages in a list': [{ pages: () => [[{ name: 'one' }]] }, promise.replace('%s', 'pages')],
  'jobs as a promise': [
    { jobs: async () => [] },
    'RecordProblem: The feature club: jobs must answer a list of what handledBy made.',
  ],
  'on that answers nothing': [
    { on: () => {} },
    'RecordProblem: The feature club: on must answer a list of what handledBy made.',
  ],
  'use cases as a promise': [
    { useCases: async () => ({}) },
    'RecordProblem: The feature club: useCases must answer a record, at once and not as a promise.',
  ],
  'texts as a promise': [
    { texts: Promise.resolve({}) },
    'RecordProblem: The feature club: texts must be a record, not a promise.',
  ],
  'settings as a Map': [
    { settings: new Map() },
    'RecordProblem: The feature club: settings must be a record, not an instance of Map.',
  ],
};

it.each(Object.entries(ofFeature))('a feature with %s does not start', async (_, [parts, sentence]) => {
  expect(await withFeature(parts)).toBe(sentence);
});

const ofSite: Readonly<Record<string, readonly [object, string]>> = {
  'branding as a promise': [
    { branding: Promise.resolve({}) },
    'RecordProblem: The options of createStagedoor: branding must be a record, not a promise.',
  ],
  'pages of its branding as a Map': [
    { branding: { pages: new Map() } },
    'RecordProblem: The branding: pages must be a record of functions, not an instance of Map.',
  ],
  'texts of its branding as a promise': [
    { branding: { texts: { en: Promise.resolve({}) } } },
    'RecordProblem: The branding: texts.en must be a record of texts, not a promise.',
  ],
  'config as a promise': [
    { config: Promise.resolve({}) },
    'RecordProblem: The options of createStagedoor: config must be a record, not a promise.',
  ],
  'an environment as a promise': [
    { env: Promise.resolve({}) },
    'RecordProblem: The options of createStagedoor: env must be a record of texts, not a promise.',
  ],
};

it.each(Object.entries(ofSite))('a site with %s does not start', async (_, [options, sentence]) => {
  expect(await start(options)).toBe(sentence);
});

const route = (name: string) =>
  defineApiRoute({
    name,
    method: 'GET',
    path: `/api/${name}/`,
    issues: 'none',
    access: 'anyone',
    csrf: 'none',
    operation: 'showOne',
    summary: 'One.',
    responses: { 204: null },
    handler: () => empty(),
  });

it('two routes of one operation do not start, whosesoever they are', async () => {
  const features = [
    { name: 'club', api: () => [route('one')] },
    { name: 'shop', api: () => [route('two')] },
  ];
  expect(await start({ features })).toBe(
    'RecordProblem: Route GET /api/two/ (two): its operation showOne is that of GET /api/one/ (one) already; give each an operation of its own.',
  );
  const api = () => [{ ...route('one'), operation: 'logIn' }];
  expect(await withFeature({ api })).toMatch(/its operation logIn is that of POST \/api\/login\/ /);
});

it('a feature whose use cases are of a class starts', async () => {
  expect(await withFeature({ useCases: () => new Hooks() })).toBe('started');
});

it('a site reads the environment of its process', async () => {
  expect(await start({ env: process.env, config: { databaseUrl: null } })).not.toContain('RecordProblem');
});
