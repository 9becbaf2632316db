import { translatorFor } from '../texts/translator.ts';
import { createCommandContext } from './command-context.ts';
import { explainError } from './explain-error.ts';
import { createProgram, wholeName } from './program.ts';
import { spokenLanguage } from './spoken-language.ts';
import { createTerminal } from './terminal.ts';

/**
 * Runs one command of the command line and sets the exit code of the process: 0 done, 1 refused or failed, 2 wrong
 * usage. Never throws.
 *
 * @example
 * await main(['migrate']);
 */
export async function main(words: readonly string[]): Promise<void> {
  const t = translatorFor(spokenLanguage(process.env));
  const terminal = createTerminal({ cancelled: t('cli.cancelled'), yes: t('cli.yes'), no: t('cli.no') });
  const siteFile = (): string | undefined => program.opts<GlobalOptions>().site;
  const program = createProgram(createCommandContext({ terminal, t, environment: process.env, siteFile }));
  let command = 'stagedoor';
  program.hook('preAction', (_, met) => {
    command = wholeName(met);
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    const { lines, exitCode } = explainError(t, { error, command });
    terminal.printError(...lines);
    if (program.opts<GlobalOptions>().traceback && exitCode !== 0) console.error(error);
    process.exitCode = exitCode;
  } finally {
    terminal.close();
  }
}

interface GlobalOptions {
  readonly site?: string;
  readonly traceback?: boolean;
}
