import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inCheckout } from './checkout.ts';
import { keepAugmentations } from './keep-augmentations.ts';
import { commandOf, runNode } from './run.ts';

/** In the order in which they need each other: the community is compiled against what stagedoor publishes. */
const PACKAGES = ['stagedoor', 'community'] as const;

/** What the build reads besides the sources. */
const SETTINGS = [
  'package-lock.json',
  'tsconfig.base.json',
  'packages/stagedoor/package.json',
  'packages/stagedoor/tsconfig.json',
  'scripts/build-assets.ts',
  'scripts/workplace/bundle.ts',
  'scripts/workplace/keep-augmentations.ts',
];

const STAMP = inCheckout('node_modules', '.cache', 'stagedoor-build');

/** Compiles both packages and makes the assets. Answers whether everything compiled. */
export async function build(): Promise<boolean> {
  const startedAt = new Date();
  for (const name of PACKAGES) {
    if (!existsSync(inCheckout('packages', name, 'src'))) continue;
    if ((await compile(name)) !== 0) return false;
    await removeOrphanedOutput(name);
    if (name === 'stagedoor')
      await keepAugmentations(inCheckout('packages', name, 'dist'), 'core/features.d.ts');
    // The compiler writes the types of what is published, the bundler its code.
    if (name === 'stagedoor' && (await runNode([inCheckout('scripts', 'bundle.ts')])) !== 0) return false;
  }
  const assets = inCheckout('scripts', 'build-assets.ts');
  if (existsSync(assets) && (await runNode([assets])) !== 0) return false;
  await mkdir(dirname(STAMP), { recursive: true });
  await writeFile(STAMP, startedAt.toISOString());
  return true;
}

/** Builds when there is no build, or a source is newer than it. Answers whether there is a sound build now. */
export async function buildIfStale(): Promise<boolean> {
  return (await isFresh()) || (await build());
}

async function compile(packageName: string): Promise<number> {
  // What it remembers says that what it wrote is there.
  if (!existsSync(inCheckout('packages', packageName, 'dist')))
    await rm(memoryOf(packageName), { force: true });
  return runNode(rememberingCompiler(packageName, '-p', inCheckout('packages', packageName)));
}

/** The compiler with these options. Several checkers each repeat the costly types: one is quicker on few cores. */
export function compilerCommand(...options: readonly string[]): string[] {
  return [commandOf('@typescript/native', 'tsc'), '--checkers', '1', ...options];
}

/** The same, remembering under `name` what it found, so that the next time it looks at what changed since. */
export function rememberingCompiler(name: string, ...options: readonly string[]): string[] {
  return compilerCommand('--incremental', '--tsBuildInfoFile', memoryOf(name), ...options);
}

function memoryOf(name: string): string {
  return inCheckout('node_modules', '.cache', 'stagedoor-types', `${name}.tsbuildinfo`);
}

async function isFresh(): Promise<boolean> {
  if (!existsSync(STAMP) || PACKAGES.some((name) => !hasOutput(name))) return false;
  const { mtimeMs: builtAt } = await stat(STAMP);
  const sources = await Promise.all(PACKAGES.map((name) => filesIn(inCheckout('packages', name, 'src'))));
  const inputs = [...sources.flat(), ...SETTINGS.map((path) => inCheckout(path)).filter(existsSync)];
  const changedAt = await Promise.all(inputs.map(async (path) => (await stat(path)).mtimeMs));
  return changedAt.every((time) => time < builtAt);
}

function hasOutput(packageName: string): boolean {
  const folder = inCheckout('packages', packageName);
  return existsSync(join(folder, 'dist')) || !existsSync(join(folder, 'src'));
}

/** A module that is gone from the sources must not live on in what we run and publish. */
async function removeOrphanedOutput(packageName: string): Promise<void> {
  const folder = inCheckout('packages', packageName);
  const sources = new Set((await filesIn(join(folder, 'src'))).map((path) => path.replace(/\.tsx?$/, '')));
  // The bundler clears away its own.
  const written = packageName === 'stagedoor' ? /\.d\.ts$/ : /\.(js|d\.ts)(\.map)?$/;
  const outputs = (await filesIn(join(folder, 'dist'))).filter((path) => written.test(path));
  const isOrphaned = (path: string): boolean =>
    !path.startsWith(join(folder, 'dist', 'assets')) &&
    !sources.has(
      path.replace(/\.(js|d\.ts)(\.map)?$/, '').replace(join(folder, 'dist'), join(folder, 'src')),
    );
  await Promise.all(outputs.filter(isOrphaned).map((path) => rm(path, { force: true })));
}

async function filesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
