import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compilerCommand } from '../../../../scripts/workplace/build.ts';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/* The package as somebody installs it, who has none of our types for development. */

const CONSUMER = `import { createGuards, createStagedoor, toNodeHandler } from 'stagedoor';
import { json } from 'stagedoor/api';
import { createClient } from 'stagedoor/client';
import { SitePage } from 'stagedoor/ui';
import { answerPage } from 'stagedoor/web';

const bio = { type: 'text', maxLength: 9, default: '' } as const;
const stagedoor = await createStagedoor({ config: { extraFields: { bio } } });
const user = await createGuards(stagedoor).user(new Request('http://localhost/'));
export const said: string | undefined = user?.extra.bio;
export const all = [toNodeHandler(stagedoor), json, createClient(), SitePage, answerPage];
`;

let folder: string;
let home: string;
let manifest: {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  home = join(folder, 'node_modules', 'stagedoor');
  const packed = spawnSync(process.execPath, [inCheckout('scripts', 'pack.ts'), folder], {
    encoding: 'utf8',
  });
  expect(packed.status, packed.stderr).toBe(0);
  mkdirSync(home, { recursive: true });
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  spawnSync('tar', ['-xzf', join(folder, archive), '-C', home, '--strip-components=1']);
  manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(manifest.dependencies), '@types/node']) link(name);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'app.ts'), CONSUMER);
});
afterAll(() => rmSync(folder, { recursive: true }));

function link(name: string): void {
  const path = join(folder, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(inCheckout('node_modules', name), path);
}

test('has every file that its manifest names', () => {
  const there = new Set(readdirSync(home, { recursive: true, encoding: 'utf8' }));
  const named = Object.values(manifest.exports).flatMap(({ types, default: code }) => [types, code]);
  expect(named.filter((path) => !there.has(path.slice('./'.length)))).toEqual([]);
});

test('judges a password by the list of common ones, of which NOTICE tells', () => {
  const script = `
    import { createStagedoor } from 'stagedoor';
    const stagedoor = await createStagedoor({ env: { DATA_DIR: 'data' } });
    const { commonPasswords } = stagedoor.settings.passwordPolicy;
    console.log(['password1234', 'velvet otter 7 bridges'].map((password) => commonPasswords.has(password)).join());
    await stagedoor.close();
  `;
  const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(ran.stdout, ran.stderr).toBe('true,false\n');
  const [, list = ''] =
    /list of common passwords \((.+?)\)/.exec(readFileSync(join(home, 'NOTICE'), 'utf8')) ?? [];
  expect(readFileSync(join(home, list), 'utf8')).toMatch(/^password1234$/m);
});

/** What a front end asks the shop of the tutorial for. */
const FRONT_END = `import { createClient } from 'stagedoor/client';
import { createResourceClient } from 'stagedoor/client/resources';
import type { product } from './shop/src/resources/product.ts';

const products = createResourceClient<typeof product>(createClient(), 'products');
const { data, error } = await products.create({ name: 'Pen', description: '', price: '9.90' });
export const price: string | undefined = data?.price;
export const problem: string | undefined = error?.code === 'invalid-input' ? error.fields.price?.[0] : error?.detail;
// @ts-expect-error a field that there is not
export const page = await products.list({ order: ['-weight'] });
// @ts-expect-error what the declaration lets nobody filter by
export const none = await products.list({ where: { description: 'x' } });
`;

test('what the tutorials make compiles in a fresh project, with all that the package declares', () => {
  for (const example of ['shop', 'intake'])
    cpSync(inCheckout('examples', example), join(folder, example), {
      recursive: true,
      filter: (path) => !/[\\/](?:node_modules|tests)$/.test(path),
    });
  writeFileSync(join(folder, 'front-end.ts'), FRONT_END);
  const options = {
    compilerOptions: { skipLibCheck: false },
    include: ['shop', 'intake', 'front-end.ts', 'app.ts'],
  };
  writeFileSync(
    join(folder, 'tutorials.json'),
    JSON.stringify({ extends: './shop/tsconfig.json', ...options }),
  );
  const compiled = spawnSync(process.execPath, compilerCommand('-p', 'tutorials.json'), {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(compiled.stdout).toBe('');
});

test('is type-checked with all that it declares by bundlers’ way to find modules, too', () => {
  const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', 'node'];
  const target = ['--target', 'es2023', '--lib', 'es2024', '--module', 'ESNext'];
  const command = compilerCommand(...strict, ...target, '--moduleResolution', 'Bundler', 'app.ts');
  expect(spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' }).stdout).toBe('');
});

const MANY_HEAD =
  "import { type CreateOf, defineFeature, defineResource, type FeatureParts, type Principal, readyPolicies, type RowOf } from 'stagedoor';";

/** One of so many resources, which refers to two others, and what reads and writes it. */
const oneOf = (count: number, n: number): string => `
export const thing${n} = defineResource({
  name: 'thing${n}',
  fields: {
    name: { type: 'text', max: 100, unique: true },
    price: { type: 'decimal', digits: 10, places: 2 },
    state: { type: 'choice', of: { draft: 'Draft', live: 'Live' }, default: 'draft' },
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller', nested: ['username'] },
    other: { type: 'reference', to: 'thing${(n * 7) % count}', onDelete: 'set null', nullable: true },
    things: { type: 'references', to: 'thing${(n * 11) % count}' },
    secret: { type: 'text', max: 20, access: { read: readyPolicies.IsAdminUser } },
    made: { type: 'moment', set: 'created' },
  },
  text: 'name',
  order: ['-price', 'name'],
  orderBy: ['price'],
  filters: { price: ['gte', 'lte'], state: ['exact'] },
  access: readyPolicies.IsAuthenticatedOrReadOnly,
});
export interface Thing${n} extends RowOf<typeof thing${n}> {}
export interface NewThing${n} extends CreateOf<typeof thing${n}> {}
export const cheap${n} = ({ rows }: FeatureParts<object>): Promise<readonly Thing${n}[]> =>
  rows(thing${n}, 'application').list({ where: { price: { lte: '10' }, state: 'live' }, order: ['-price'], limit: 50 });
export const add${n} = async ({ rows }: FeatureParts<object>, fresh: NewThing${n}, by: Principal): Promise<string> =>
  (await rows(thing${n}, by).create(fresh)).price;`;

/** What the compiler works out for a feature of so many resources; not how long it takes, which is the machine's. */
function instantiationsOf(count: number): number {
  const names = Array.from({ length: count }, (_, n) => n);
  const feature = `export const all = defineFeature({ name: 'all', resources: [${names.map((n) => `thing${n}`).join()}] });`;
  const file = `many-${count}.ts`;
  writeFileSync(
    join(folder, file),
    [MANY_HEAD, ...names.map((name) => oneOf(count, name)), feature].join('\n'),
  );
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--types', 'node', '--target', 'es2023'];
  const command = compilerCommand(...options, '--module', 'NodeNext', '--extendedDiagnostics', file);
  const { stdout } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  expect(stdout).not.toContain('error TS');
  return Number(/^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]);
}

test('two hundred resources that refer to each other compile, each at what one costs', () => {
  const [few, more, many] = [20, 100, 200].map(instantiationsOf) as [number, number, number];
  expect(few).toBeGreaterThan(0);
  expect((many - more) / 100).toBeLessThanOrEqual(1_200);
  expect((many - more) / 100).toBeLessThanOrEqual(1.05 * ((more - few) / 80));
});
