import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openTestSite, type SignedIn, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersAsShown } from '../../../packages/stagedoor/tests/support/tutorial/answers-as-shown.ts';
import {
  filesIn,
  follow,
  newFolder,
} from '../../../packages/stagedoor/tests/support/tutorial/follow-tutorial.ts';
import {
  readExchange,
  tutorialPages,
  typedLines,
} from '../../../packages/stagedoor/tests/support/tutorial/tutorial-pages.ts';
import { compilerCommand } from '../../../scripts/workplace/build.ts';
import { runNodeQuietly } from '../../../scripts/workplace/run.ts';
import { site } from '../src/site.ts';

const run = promisify(execFile);
const SHOP = join(import.meta.dirname, '..');
const pages = tutorialPages('tutorial');

/** Compiles where a row has the field, and where nothing but a text is in it. */
const COLOR_OF = `import type { RowOf } from 'stagedoor';
import type { product } from './resources/product.ts';

export const colorOf = ({ color }: RowOf<typeof product>): string => color;
// @ts-expect-error: a text is no number
export const wrong: RowOf<typeof product>['color'] = 1;
`;
/** Asks the shop in memory, and prints what came. */
const ASK = `import { openTestSite } from 'stagedoor/testing';
import { site } from './src/site.ts';

const { app, createUser, signInAs, close } = await openTestSite(site);
const { headers } = await signInAs(await createUser({ isStaff: true }), 'api-token');
const pen = { name: 'Pen', description: 'Fine', price: '1.00' };
const make = async (more: object) =>
  (await app.inject({ method: 'POST', url: '/api/products/', headers: { ...headers }, payload: { ...pen, ...more } })).json();
const made = (await make({ color: 'red' })).color;
const left = (await make({})).color;
const wrong = await make({ color: 'x'.repeat(21) });
const described = (await app.inject({ url: '/openapi.json' })).body.includes('"color"');
await close();
console.log(JSON.stringify({ made, left, wrong, described }));
`;

describe('the tutorial', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await newFolder();
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('leads from an empty folder to the shop, file by file', async () => {
    for (const step of pages.flatMap(({ steps }) => steps)) await follow(folder, step);
    const [made, shop] = [await filesIn(folder), await filesIn(SHOP)];
    expect(Object.keys(made)).toEqual(Object.keys(shop));
    expect(made).toEqual(shop);
  });

  test('names on its pages what its tsconfig.json asks for', async () => {
    const { compilerOptions } = JSON.parse(await readFile(join(folder, 'tsconfig.json'), 'utf8'));
    const installed = typedLines('tutorial').filter((line) => line.startsWith('npm install '));
    const named = installed.flatMap((line) => line.split(' ')).map((word) => word.replace(/(?<=.)@\d+$/, ''));
    const types = compilerOptions.types.map((name: string) => `@types/${name}`);
    expect(named).toEqual(expect.arrayContaining(['typescript', ...types]));
  });

  test('is found from outside by the settings that it says', async () => {
    const [line = ''] = typedLines('tutorial').filter((one) => one.includes('PUBLIC_URL='));
    const settings = [...line.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]);
    expect(settings.length).toBeGreaterThan(1);
    await follow(folder, { kind: 'command', words: ['check'] }, Object.fromEntries(settings));
  });

  test('one line more is a column, its step, its address, its description and its type', async () => {
    const path = join(folder, 'src', 'resources', 'product.ts');
    const declared = await readFile(path, 'utf8');
    const line = "    color: { type: 'text', max: 20, default: 'blue' },\n";
    await writeFile(path, declared.replace(/^ {4}price:/m, `${line}    price:`));
    await writeFile(join(folder, 'src', 'color-of.ts'), COLOR_OF);
    await writeFile(join(folder, 'ask.ts'), ASK);
    await follow(folder, { kind: 'command', words: ['makemigrations'] });
    const steps = await readdir(join(folder, 'src', 'infrastructure', 'migrations', 'shop'));
    expect(steps.filter((name) => name.startsWith('0003'))).toHaveLength(1);
    const { output } = await runNodeQuietly(compilerCommand('-p', folder));
    expect(output).toBe('');
    const { stdout } = await run(process.execPath, ['ask.ts'], { cwd: folder });
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
      made: 'red',
      left: 'blue',
      wrong: { color: ['Ensure this field has no more than 20 characters.'] },
      described: true,
    });
  });
});

test('a product takes 25 lines: fields, search, filters, order, who may, and an action', async () => {
  const text = await readFile(join(SHOP, 'src', 'resources', 'product.ts'), 'utf8');
  expect(text.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(25);
});

describe('what the tutorial shows', () => {
  let opened: TestSite;
  let people: Readonly<Record<string, SignedIn>>;

  beforeAll(async () => {
    const secrets = ['MPESA_KEY', 'MPESA_SECRET', 'MPESA_PASSKEY', 'CALLBACK_KEY'];
    const env = Object.fromEntries(secrets.map((name) => [`PAYMENTS_${name}`, 'only-for-tests']));
    opened = await openTestSite({ ...site, env });
    await opened.stagedoor.useCases.group.seedRoles({ by: 'operator', roles: opened.stagedoor.roles });
    const person = async (given: Parameters<typeof opened.createUser>[0]) =>
      await opened.signInAs(await opened.createUser(given), 'api-token');
    people = {
      staff: await person({ isStaff: true }),
      ana: await person({}),
      ben: await person({}),
      clerk: await person({ permissions: ['shop.change_product'] }),
      mary: await person({ groups: ['Manager'] }),
    };
  });
  afterAll(() => opened.close());

  const ask = answersAsShown({ site: () => opened, people: () => people });
  const exchanges = pages.flatMap(({ name, steps }) =>
    steps.flatMap((step) => (step.kind === 'exchange' ? [{ page: name, ...readExchange(step.text) }] : [])),
  );

  test('everybody who asks was made on a page', () => {
    const made = typedLines('tutorial').map((line) => /users create (\w+)/.exec(line)?.[1]);
    const asking = exchanges.flatMap(({ who }) => who ?? []);
    expect(asking.filter((who) => !made.includes(who))).toEqual([]);
  });

  test.each(exchanges)('$page: $method $url by $who is answered $status', ask);
});
