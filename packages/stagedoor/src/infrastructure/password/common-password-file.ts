import { readFileSync, statSync } from 'node:fs';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { CommonPasswords } from '../../core/password/common-passwords.ts';

/** Beside this module; the build lays it beside the chunk that has this module. */
const BUILT_IN = new URL('common-passwords.txt', import.meta.url);

/**
 * The built-in collection: some 60 000 leaked and derived passwords of 8 to 28 characters, half of them with 12 or more
 * (ASVS V6.2.4, V6.2.12); or another file of ASCII lines in their order. It is read when the first password is judged,
 * and searched as one sorted text: no start-up work and no second copy, where a `Set` would take 3 MB more.
 *
 * @throws Error at once when the file is missing or empty, so that a server that would let every password through does
 * not start.
 */
export function openCommonPasswordFile(file: URL = BUILT_IN): CommonPasswords {
  if (statSync(file).size === 0)
    throw new PlainError(`The list of common passwords is empty: ${file.pathname}`);
  let text: string | undefined;
  return {
    has(lowerCasePassword) {
      // Of ASCII, Latin-1 is the form that needs no look at each byte.
      text ??= readFileSync(file, 'latin1');
      return hasLine(text, lowerCasePassword);
    },
  };
}

/** Binary search for a line of `text`, whose lines are sorted by UTF-16 units and each end with a line break. */
function hasLine(text: string, line: string): boolean {
  let low = 0;
  let high = text.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = text.lastIndexOf('\n', middle) + 1;
    const end = text.indexOf('\n', start);
    const found = text.slice(start, end);
    if (found === line) return true;
    if (found < line) low = end;
    else high = start - 1;
  }
  return false;
}
