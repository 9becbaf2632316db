/** What a spreadsheet takes for a formula, full width too; OWASP, CSV Injection. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
/** The same behind what many take for the end of a cell: semicolons where a comma stands in numbers, new lines by whoever knows no quotes, and quotes there. */
const LATER_FORMULA = /(?<=[;\t\r\n]["\s]{0,20})(?=[=+\-@＝＋－＠])/gu;
const NUMBER = /^-?\d+(\.\d+)?$/;
/** What would end a cell, or get lost at its ends (RFC 4180). */
const SPECIAL = /[",\r\n]|^\s|\s$/;

/** A line of a CSV file, its end too. What whoever opens it would run as a formula has an apostrophe before it. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: unknown): string {
  const text = textOf(value);
  const later = text.replaceAll(LATER_FORMULA, "'");
  const inert = FORMULA.test(text) && !NUMBER.test(text) ? `'${later}` : later;
  return SPECIAL.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
