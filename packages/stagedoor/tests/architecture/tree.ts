import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { commandOf } from '../../../../scripts/workplace/run.ts';

/** A file of a small tree, and what it imports; every import is type-only, so that those are seen to count. */
export type Tree = Readonly<Record<string, readonly string[]>>;

/** The names of the rules broken, by the file that breaks them. */
export type Verdict = Record<string, string[]>;

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { name: string } }[];
  };
}

const RULES = inCheckout('.dependency-cruiser.js');

/** Lays out the tree in a folder of its own and lets the real dependency-cruiser judge it by the project's own rules. */
export async function judge(tree: Tree): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'stagedoor-arrows-'));
  try {
    await layOutPackages(folder);
    for (const [path, imports] of Object.entries(tree)) await write(folder, path, moduleText(imports));
    return verdictOf(cruise(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Every rule of the project, by name. */
export async function ruleNames(): Promise<string[]> {
  const { default: config } = (await import(pathToFileURL(RULES).href)) as {
    default: { forbidden: readonly { name: string }[] };
  };
  return config.forbidden.map((rule) => rule.name);
}

function moduleText(imports: readonly string[]): string {
  const lines = imports.map(
    (path, index) => `import type * as import${index} from '${path}';\nexport { import${index} };`,
  );
  return `${lines.join('\n')}\nexport const value = 1;\n`;
}

async function layOutPackages(folder: string): Promise<void> {
  const exported = { name: 'stagedoor', exports: { '.': './dist/index.js' } };
  const declared = {
    dependencies: { pg: '*', declared: '*' },
    devDependencies: { 'for-development': '*' },
    peerDependencies: { react: '*' },
  };
  await write(folder, 'package.json', JSON.stringify({ dependencies: { 'declared-elsewhere': '*' } }));
  await write(folder, 'packages/stagedoor/package.json', JSON.stringify({ ...exported, ...declared }));
  await write(
    folder,
    'packages/community/package.json',
    JSON.stringify({ dependencies: { stagedoor: '*' } }),
  );
  await write(folder, 'examples/shop/package.json', JSON.stringify({ dependencies: { stagedoor: '*' } }));
  for (const path of ['index', 'inside'])
    await write(folder, `packages/stagedoor/dist/${path}.js`, moduleText([]));
  for (const name of ['pg', 'declared', 'declared-elsewhere', 'for-development', 'react']) {
    await write(folder, `node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    await write(folder, `node_modules/${name}/index.js`, 'exports.value = 1;\n');
  }
  await symlink(join(folder, 'packages', 'stagedoor'), join(folder, 'node_modules', 'stagedoor'));
}

async function write(folder: string, path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function cruise(folder: string): Cruise {
  const program = commandOf('dependency-cruiser', 'depcruise');
  const parameters = ['--config', RULES, '--output-type', 'json'];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...parameters, 'packages/*/{src,tests}', 'examples/*/{src,tests}', 'scripts'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function verdictOf({ summary }: Cruise): Verdict {
  const verdict: Verdict = {};
  for (const { from, rule } of summary.violations) verdict[from] = [...(verdict[from] ?? []), rule.name];
  return verdict;
}
