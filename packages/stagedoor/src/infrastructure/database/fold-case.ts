import type BetterSqlite3 from 'better-sqlite3';

/** The function of SQL by which SQLite compares beyond ASCII, where its own `like` knows no capitals. */
export const FOLD = 'stagedoor_fold_case';

/** Small letters, sign by sign, as PostgreSQL has them: a sigma is the same wherever in a word it stands. */
export function foldCase(text: string): string {
  return Array.from(text, (sign) => Array.from(sign.toLowerCase())[0] ?? sign).join('');
}

export function addFoldCase(handle: BetterSqlite3.Database): void {
  handle.function(FOLD, { deterministic: true }, (value) =>
    typeof value === 'string' ? foldCase(value) : value,
  );
}
