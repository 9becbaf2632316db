import type { TextKey } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { jsonLines, tableLines } from './table.ts';

/** How rows of one kind are shown to a person and to a program. */
export interface ListForm<Row> {
  readonly columns: readonly { readonly heading: TextKey; show(row: Row): string }[];
  toJson(row: Row): object;
  /** What is said where there is none. */
  readonly none: TextKey;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly json?: boolean | undefined;
}

/** Stands in a table for what is not there, so that a program that cuts columns counts right. */
export const NOTHING = '-';

/**
 * A table under headings, or one JSON object a line. That there is none stands on standard error, so that what is read by a
 * program is rows and nothing else.
 */
export function printList<Row>(
  { t, terminal }: CommandContext,
  { columns, toJson, none }: ListForm<Row>,
  { rows, json = false }: Page<Row>,
): void {
  if (rows.length === 0) terminal.printError(t(none));
  else if (json) terminal.print(...jsonLines(rows.map(toJson)));
  else {
    const headings = columns.map(({ heading }) => t(heading));
    const cells = rows.map((row) => columns.map(({ show }) => show(row) || NOTHING));
    terminal.print(...tableLines([headings, ...cells]));
  }
}

/** Names the option that leads on, on standard error, where something follows. */
export function tellNextPage(
  { t, terminal }: CommandContext,
  { option, next }: { readonly option: string; readonly next: number | null },
): void {
  if (next !== null) terminal.printError(t('cli.next_page', { option: `${option} ${next}` }));
}
