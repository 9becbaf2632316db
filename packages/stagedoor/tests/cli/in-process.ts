import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCommandContext } from '../../src/cli/command-context.ts';
import { explainError } from '../../src/cli/explain-error.ts';
import { createProgram } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import type { Outcome } from './outcome.ts';

const t = translatorFor('en');

/** The command line of a site within this process, where a test needs many commands: what the launcher adds is tried elsewhere. */
export interface SiteInProcess {
  readonly folder: string;
  /** Answers questions with what is given, in order. */
  run(words: readonly string[], answers?: readonly string[]): Promise<Outcome>;
  /** The site as of now: what a module was once it stays in this process, so each is a file of its own. */
  write(code: string): void;
  remove(): void;
}

export function openSiteInProcess(environment: Readonly<Record<string, string>> = {}): SiteInProcess {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-cli-'));
  const env = { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error', ...environment };
  let written = 0;
  const siteFile = () => (written === 0 ? undefined : join(folder, `site-${written}.js`));
  return {
    folder,
    async run(words, answers = []) {
      const { terminal, printed } = recording(answers);
      const context = createCommandContext({ terminal, t, environment: env, siteFile });
      const exitCode = await createProgram(context)
        .parseAsync([...words], { from: 'user' })
        .then(
          () => 0,
          (error: unknown) => {
            const { lines, exitCode: code } = explainError(t, { error, command: null });
            terminal.printError(...lines);
            return code;
          },
        );
      return { exitCode, stdout: printed.out.join(''), stderr: printed.error.join('') };
    },
    write(code) {
      written += 1;
      writeFileSync(join(folder, `site-${written}.js`), code);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function recording(answers: readonly string[]) {
  const printed = { out: [] as string[], error: [] as string[] };
  const left = [...answers];
  const next = async () => left.shift() ?? '';
  const terminal: Terminal = {
    isInteractive: false,
    print: (...lines) => void printed.out.push(...lines.map((line) => `${line}\n`)),
    printError: (...lines) => void printed.error.push(...lines.map((line) => `${line}\n`)),
    ask: next,
    askPassword: next,
    confirm: async () => (await next()) === 'y',
    close: () => {},
  };
  return { terminal, printed };
}
