import type { Command } from 'commander';
import { checkAllFeatures } from '../create-stagedoor/check-all-features.ts';
import { translatorFor } from '../texts/translator.ts';
import { type CommandContext, createCommandContext } from './command-context.ts';
import { explainError } from './explain-error.ts';
import { firstWord } from './first-word.ts';
import { addFeatureCommands, createProgram, wholeName } from './program.ts';
import { loadSite } from './site-file.ts';
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
  const context = createCommandContext({ terminal, t, environment: process.env, siteFile });
  const program = createProgram(context);
  let command = 'stagedoor';
  program.hook('preAction', (_, met) => {
    command = wholeName(met);
  });
  try {
    await addCommandsOfSite(program, context, words);
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

/** The site is asked only where its features may be meant: by a word that is none of ours, and where all commands are listed. */
async function addCommandsOfSite(
  program: Command,
  context: CommandContext,
  words: readonly string[],
): Promise<void> {
  const { site: named, word } = firstWord(words);
  const isListed = word === undefined || word === 'help';
  if (word === undefined && words.includes('--version')) return;
  if (!isListed && program.commands.some((one) => one.name() === word)) return;
  try {
    const { features = [] } = await loadSite(named, context.t);
    checkAllFeatures(features);
    addFeatureCommands(program, context, features);
  } catch (error) {
    // A site that cannot be read keeps nobody from the help.
    if (!isListed) throw error;
    context.terminal.printError(...explainError(context.t, { error, command: null }).lines);
  }
}

interface GlobalOptions {
  readonly site?: string;
  readonly traceback?: boolean;
}
