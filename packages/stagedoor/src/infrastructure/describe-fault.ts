import { PlainError } from '../core/kernel/plain-error.ts';

/** What may be a code: a word or a number, never a sentence of somebody else's. */
const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

/**
 * A failure in a few words for logs and for the job's row: kind and codes, never the message of a library, which may quote an
 * address or a link.
 *
 * @example 'Error ETIMEDOUT'
 */
export function describeFault(error: unknown): string {
  if (error instanceof PlainError) return error.message.slice(0, 200);
  if (!(error instanceof Error)) return 'no error object';
  const { code, responseCode } = error as Error & { code?: unknown; responseCode?: unknown };
  return [error.name, code, responseCode].filter(isCode).join(' ').slice(0, 200);
}

/** The code that Node, a driver or a library gave the error; undefined for none, and for one that is a sentence. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as Error & { code?: unknown };
  return isCode(code) ? String(code) : undefined;
}

/** Where it happened. The first lines of a stack repeat the message, and so are left out. */
export function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  return (error.stack ?? '').split('\n').flatMap((line) => /^\s+(at .+)$/.exec(line)?.[1] ?? []);
}

function isCode(part: unknown): boolean {
  return typeof part === 'number' || (typeof part === 'string' && CODE.test(part));
}
