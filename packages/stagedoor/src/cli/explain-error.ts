import { CommanderError } from 'commander';
import { ConfigurationError } from '../config.ts';
import { AccountsError } from '../core/kernel/errors.ts';
import { StorageUnavailable } from '../core/kernel/storage-unavailable.ts';
import type { Translator } from '../texts/translator.ts';
import { CommandProblem, type ExitCode, exitCodes } from './command-problem.ts';
import { describeRefusal } from './describe-refusal.ts';
import { usageHint } from './usage-words.ts';

export interface Explanation {
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
}

/** Turns whatever ended `command` (null where the caller goes on) into words and an exit code. A stack trace is for `--traceback` only. */
export function explainError(
  t: Translator,
  { error, command }: { readonly error: unknown; readonly command: string | null },
): Explanation {
  if (error instanceof CommanderError) return explainUsage(error);
  if (error instanceof CommandProblem) {
    const { exitCode, message } = error;
    const hints = exitCode === exitCodes.wrongUsage && command !== null ? [usageHint(t, command)] : [];
    return { lines: [...message.split('\n'), ...hints], exitCode };
  }
  if (error instanceof ConfigurationError) return refused(error.message.split('\n'));
  if (error instanceof AccountsError) return refused(describeRefusal(t, error.refusal));
  const sentence = sentenceFor(t, error);
  if (sentence !== null) return refused([sentence]);
  // Whoever runs commands may read what the database said.
  const told = error instanceof StorageUnavailable ? error.cause : error;
  const reason = told instanceof Error ? told.message : String(told);
  return refused([t('cli.error', { reason }), t('cli.see_traceback')]);
}

/** commander has printed its words already; help and version that were asked for are no failure. */
function explainUsage(error: CommanderError): Explanation {
  return { lines: [], exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage };
}

function refused(lines: readonly string[]): Explanation {
  return { lines, exitCode: exitCodes.refused };
}

function sentenceFor(t: Translator, error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // Told by their names: adapters are out of sight here, and a site's file may bring another copy of ours. Both say in a sentence what
  // a person can mend.
  if (error.name === 'DatabaseProblem' || error.name === 'RecordProblem') return error.message;
  if (error.name === 'ListenProblem') return t('cli.error', { reason: error.message });
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
    case 'SQLITE_READONLY_DBMOVED':
      return t('cli.database_read_only');
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return t('cli.disk_full');
    case 'SQLITE_BUSY':
      return t('cli.database_busy');
    case 'ENOENT':
      return syscall === 'mkdir' && path !== undefined ? t('cli.not_writable', { path }) : null;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return path === undefined ? null : t('cli.not_writable', { path });
    case 'ENOTDIR':
    case 'EEXIST':
      return path === undefined ? null : t('cli.not_a_directory', { path });
    default:
      return isMissingTable(error, code) ? t('cli.not_migrated') : null;
  }
}

const POSTGRES_UNDEFINED_TABLE = '42P01';

function isMissingTable(error: Error, code: string | undefined): boolean {
  return code === POSTGRES_UNDEFINED_TABLE || /^no such table:/.test(error.message);
}
