import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/** What a file of tests is called: as in Django's projects, or as JavaScript has it. */
const TESTS = '**/{test_*,*.test}.{ts,mts,js,mjs}';
const NOT_OURS = /(?:^|[\\/])(?:node_modules|dist|\.[^\\/]+)$/;

/**
 * `test`: runs the tests of the site by the runner that its project has, Vitest or Node's own. The site's own database stays out of it:
 * whatever opens the database of the settings gets an empty one in memory.
 */
export function testCommand({ t, environment }: Pick<CommandContext, 't' | 'environment'>): Command {
  return new Command('test')
    .description(t('cli.about.test'))
    .argument('[files...]', t('cli.about.test.files'))
    .action(async (files: readonly string[]) => {
      const runner = (await vitestRun()) ?? (await nodeRun(files));
      if (runner === null) throw new CommandProblem(t('cli.no_tests'));
      const data = await mkdtemp(join(tmpdir(), 'stagedoor-test-'));
      try {
        const env = { ...environment, NODE_ENV: 'test', DATABASE_URL: 'sqlite::memory:', DATA_DIR: data };
        const child = spawn(process.execPath, [...runner, ...files], { stdio: 'inherit', env });
        const [code] = await once(child, 'close');
        if (code !== 0) throw new CommandProblem(t('cli.tests_failed'));
      } finally {
        await rm(data, { recursive: true, force: true });
      }
    });
}

/** Null where the project does not name it. */
async function vitestRun(): Promise<readonly string[] | null> {
  const text = await readFile('package.json', 'utf8').catch(() => '{}');
  const { dependencies, devDependencies } = JSON.parse(text);
  if (!('vitest' in { ...dependencies, ...devDependencies })) return null;
  const manifest = createRequire(resolve('package.json')).resolve('vitest/package.json');
  const { bin } = JSON.parse(await readFile(manifest, 'utf8'));
  return [join(dirname(manifest), bin.vitest), 'run'];
}

/** Null where there is no test. */
async function nodeRun(files: readonly string[]): Promise<readonly string[] | null> {
  if (files.length > 0) return ['--test'];
  const found: string[] = [];
  for await (const file of glob(TESTS, { exclude: (path) => NOT_OURS.test(path) })) found.push(file);
  return found.length === 0 ? null : ['--test', ...found.toSorted()];
}
