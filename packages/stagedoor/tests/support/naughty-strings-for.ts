import { naughtyStrings } from './naughty-strings.ts';
import { sampled } from './test-length.ts';

/** All of them on SQLite. In a short run PostgreSQL has every third, and each of those that it cannot store. */
export function naughtyStringsFor(database: string): readonly string[] {
  if (database === 'SQLite') return naughtyStrings;
  const thirds = new Set(sampled(naughtyStrings, 3));
  return naughtyStrings.filter((text) => thirds.has(text) || text.includes('\0') || !text.isWellFormed());
}
