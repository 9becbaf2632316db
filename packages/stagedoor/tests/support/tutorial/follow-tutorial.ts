import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inCheckout } from '../../../../../scripts/workplace/checkout.ts';
import type { Step } from './tutorial-pages.ts';

const run = promisify(execFile);
const LAUNCHER = inCheckout('packages', 'stagedoor', 'bin', 'stagedoor.js');

/** An empty folder, but for what `npm install` would bring. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tutorial-'));
  await symlink(inCheckout('node_modules'), join(folder, 'node_modules'));
  return folder;
}

export async function follow(
  folder: string,
  step: Step,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (step.kind === 'command') {
    await run(process.execPath, [LAUNCHER, ...step.words], {
      cwd: folder,
      env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env },
    });
  } else if (step.kind === 'file') {
    await mkdir(dirname(join(folder, step.path)), { recursive: true });
    await writeFile(join(folder, step.path), step.text);
  }
}

/** The files of a site, but its tests and what it keeps, by their paths. */
export async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !/^(?:tests|data|node_modules)\/|^README\.md$/.test(path));
  const texts = await Promise.all(
    paths.toSorted().map(async (path) => [path, await readFile(join(folder, path), 'utf8')]),
  );
  return Object.fromEntries(texts);
}
