import { commonPasswordCount, commonPasswordList } from './common-password-list.ts';

/** A collection of passwords that nobody may choose, asked for in lower case. A `Set` of strings is one too. */
export interface CommonPasswords {
  readonly size: number;
  has(lowerCasePassword: string): boolean;
}

/**
 * The built-in collection: some 60 000 leaked and derived passwords of 8 to 28 characters, half of them with 12 or more
 * (ASVS V6.2.4, V6.2.12). It is searched where it lies, as one sorted text: no start-up work and no second copy, where a
 * `Set` would take 3 MB more.
 */
export const commonPasswords: CommonPasswords = {
  size: commonPasswordCount,
  has: (lowerCasePassword) => hasLine(commonPasswordList(), lowerCasePassword),
};

/** Binary search for a line of `text`, whose lines are sorted by UTF-16 units; `text` starts and ends with a line break. */
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
