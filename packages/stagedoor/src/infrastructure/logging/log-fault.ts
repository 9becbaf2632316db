import { PlainError } from '../../core/kernel/plain-error.ts';
import { codeOf, describeFault, framesOf } from '../describe-fault.ts';

export interface LoggedFault {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack: readonly string[];
  readonly cause?: LoggedFault;
}

/**
 * What the language says of a slip in a program, which names what the program calls and never what it holds. Libraries
 * throw its TypeError too, and quote what they were given.
 */
const OF_A_TYPO =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '[\w$]{1,80}'\)|[\w$.() ]{1,200} is not (?:a function|a constructor|defined|iterable)|Maximum call stack size exceeded)$/;

const DEEPEST = 4;

/** `plain`: of what others said only that which quotes nothing. `all`: every word, for who sits at this machine and develops. */
export type FaultWords = 'plain' | 'all';

/**
 * A fault as it is written to the log: its message only where it is ours, the language's, Node's or our own database's. What
 * a mail server, a directory, a cache or an API said may quote an address, a password or a live link, and so may what
 * libraries hang on their errors.
 */
export function logFault(error: unknown, words: FaultWords = 'plain', depth = 0): LoggedFault {
  if (!(error instanceof Error)) return { type: typeof error, message: describeFault(error), stack: [] };
  const code = codeOf(error);
  const hasCause = error.cause !== undefined && depth < DEEPEST;
  return {
    type: error.name,
    message: words === 'all' || isTellable(error) ? error.message : describeFault(error),
    ...(code === undefined ? {} : { code }),
    stack: framesOf(error),
    ...(hasCause ? { cause: logFault(error.cause, words, depth + 1) } : {}),
  };
}

function isTellable(error: Error): boolean {
  if (error instanceof PlainError) return true;
  const { code, syscall, severity } = error as NodeJS.ErrnoException & { severity?: unknown };
  if (typeof syscall === 'string') return true;
  if (code === undefined) return OF_A_TYPO.test(error.message);
  // SQLite names tables and columns; PostgreSQL quotes values in class 22 (data exceptions) alone.
  if (typeof severity === 'string') return /^(?!22)[0-9A-Z]{5}$/.test(String(code));
  return String(code).startsWith('SQLITE_');
}
