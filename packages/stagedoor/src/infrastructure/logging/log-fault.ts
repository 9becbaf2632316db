import { describeFault, framesOf } from '../describe-fault.ts';

export interface LoggedFault {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack: readonly string[];
  readonly cause?: LoggedFault;
}

/** What the language and our own rooms throw; what they say is ours. A SyntaxError quotes what it could not read. */
const OWN_NAMES = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'AccountsError',
  'AggregateError',
]);

const DEEPEST = 4;

/**
 * A fault as it is written to the log: its message only where it is ours, Node's or our own database's. What a mail server, a
 * directory, a cache or an API said may quote an address, a password or a live link, and so may what libraries hang on
 * their errors.
 */
export function logFault(error: unknown, depth = 0): LoggedFault {
  if (!(error instanceof Error)) return { type: typeof error, message: describeFault(error), stack: [] };
  const { code } = error as NodeJS.ErrnoException;
  const hasCause = error.cause !== undefined && depth < DEEPEST;
  return {
    type: error.name,
    message: isOurs(error) ? error.message : describeFault(error),
    ...(code === undefined
      ? {}
      : { code: describeFault(Object.assign(new Error(), { name: '', code })).trim() }),
    stack: framesOf(error),
    ...(hasCause ? { cause: logFault(error.cause, depth + 1) } : {}),
  };
}

function isOurs(error: Error): boolean {
  const { code, syscall, severity } = error as NodeJS.ErrnoException & { severity?: unknown };
  if (typeof syscall === 'string') return true;
  if (code === undefined) return OWN_NAMES.has(error.name);
  // SQLite names tables and columns; PostgreSQL quotes values in class 22 (data exceptions) alone.
  if (typeof severity === 'string') return /^(?!22)[0-9A-Z]{5}$/.test(String(code));
  return String(code).startsWith('SQLITE_');
}
