/** What a terminal might obey instead of show: control and format characters of what strangers sent. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** One line as a terminal may have it: what strangers typed is shown and never obeyed. */
export function shownLine(text: string): string {
  return text.replace(UNSHOWN, '?');
}

/** Rows in columns as wide as their widest cell; what strangers typed is shown and never obeyed. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(shownLine));
  const widths = shown.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  );
  return shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** One JSON object a line, for `jq` and the like; control characters are escaped, those of Unicode's second row too. */
export function jsonLines(rows: readonly object[]): string[] {
  return rows.map((row) =>
    JSON.stringify(row).replace(UNSHOWN, (char) =>
      Array.from({ length: char.length }, (_, at) => escaped(char.charCodeAt(at))).join(''),
    ),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
