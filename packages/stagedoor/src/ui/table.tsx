import type { ComponentChildren, VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { ChevronDownIcon } from './icons.tsx';

export interface Column<Row> {
  readonly name: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end, under one another. */
  readonly isNumber?: boolean;
  /** Where the header leads to sort by it, and how the table is sorted by it now. */
  readonly sort?: { readonly href: string; readonly direction?: 'ascending' | 'descending' };
}

export interface TableProps<Row> {
  readonly t: Translator;
  /** Says what the table holds; read by screen readers, and the name of the scrolling region. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  /** Stands in place of the rows: an `EmptyState`, or a `Notice` when they could not be read. */
  readonly empty: ComponentChildren;
}

function Header<Row>({ t, column }: { t: Translator; column: Column<Row> }): VNode {
  const { sort, header } = column;
  if (!sort) return <>{header}</>;
  return (
    <a class="sort-link" href={sort.href}>
      {header}
      {sort.direction ? (
        <>
          <ChevronDownIcon small />
          <span class="sr-only">{t(`table.sorted_${sort.direction}`)}</span>
        </>
      ) : null}
    </a>
  );
}

/** A table that scrolls inside its own box on narrow screens, reachable by keyboard. */
export function Table<Row>({ t, caption, columns, rows, rowKey, empty }: TableProps<Row>): VNode {
  if (rows.length === 0) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table-scroll" aria-label={caption} tabIndex={0}>
      <table class="data-table">
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                class={column.isNumber ? 'number' : undefined}
                aria-sort={column.sort ? (column.sort.direction ?? 'none') : undefined}
              >
                <Header t={t} column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.name} class={column.isNumber ? 'number' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
