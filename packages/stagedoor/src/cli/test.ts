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
      const run = (await vitestRun(files)) ?? (await nodeRun(files));
      if (run === null) throw new CommandProblem(t('cli.no_tests'));
      const data = await mkdtemp(join(tmpdir(), 'stagedoor-test-'));
      try {
        const env = { ...reachingNobody(environment), DATA_DIR: data };
        const child = spawn(process.execPath, run, { stdio: 'inherit', env });
        const [code] = await once(child, 'close');
        if (code !== 0) throw new CommandProblem(t('cli.tests_failed'));
      } finally {
        await rm(data, { recursive: true, force: true });
      }
    });
}

/** What leads to others, or signs what counts; each may be a file's name too. */
const OF_THE_SITE = [
  'DATABASE_URL',
  'POSTGRES_DB',
  'MAIL_URL',
  'REDIS_URL',
  'SECRET_KEY',
  'CRYPTOGRAPHY_KEY',
];

/** Without the site's database, its mail server, its Redis and its secrets: a test writes to nobody, and signs nothing that counts. */
function reachingNobody(environment: CommandContext['environment']): NodeJS.ProcessEnv {
  const left = Object.entries(environment).filter(
    ([name]) => !OF_THE_SITE.includes(name.replace(/_FILE$/, '')),
  );
  return { ...Object.fromEntries(left), NODE_ENV: 'test', DATABASE_URL: 'sqlite::memory:' };
}

/** Null where the project does not name it. */
async function vitestRun(words: readonly string[]): Promise<readonly string[] | null> {
  const text = await readFile('package.json', 'utf8').catch(() => '{}');
  const { dependencies, devDependencies } = JSON.parse(text);
  if (!('vitest' in { ...dependencies, ...devDependencies })) return null;
  const manifest = createRequire(resolve('package.json')).resolve('vitest/package.json');
  const { bin } = JSON.parse(await readFile(manifest, 'utf8'));
  return [join(dirname(manifest), bin.vitest), 'run', ...words];
}

/** Null where there is no test. Options of the runner come before the files, which are looked for where none is named. */
async function nodeRun(words: readonly string[]): Promise<readonly string[] | null> {
  const options = words.filter((word) => word.startsWith('-'));
  const named = words.filter((word) => !word.startsWith('-'));
  const files = named.length > 0 ? named : await findTests();
  return files.length === 0 ? null : ['--test', ...options, ...files];
}

async function findTests(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(TESTS, { exclude: (path) => NOT_OURS.test(path) })) found.push(file);
  return found.toSorted();
}
