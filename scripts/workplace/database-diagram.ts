/** A table as the migrations make it. */
export interface DrawnTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly isKey: boolean }[];
  readonly references: readonly {
    readonly column: string;
    readonly to: string;
    /** Whether a row may have none. */
    readonly isOptional: boolean;
  }[];
}

/** The page that draws all tables and what refers to what, for whoever reads Markdown with Mermaid in it. */
export function databaseDiagram(tables: readonly DrawnTable[]): string {
  return [
    '# The tables, drawn',
    '',
    'Written by `scripts/write-database-diagram.ts` from what `migrate` makes; a test holds it to that. What each column means is in the',
    '[data model](data-model.md).',
    '',
    '```mermaid',
    'erDiagram',
    ...tables.flatMap(linesOf),
    ...tables.flatMap(arrowsOf),
    '```',
    '',
  ].join('\n');
}

function linesOf({ name, columns, references }: DrawnTable): readonly string[] {
  const refers = new Set(references.map(({ column }) => column));
  const marks = (column: DrawnTable['columns'][number]) =>
    [...(column.isKey ? ['PK'] : []), ...(refers.has(column.name) ? ['FK'] : [])].join(', ');
  return [
    `  ${name} {`,
    ...columns.map((column) => `    ${column.type} ${column.name} ${marks(column)}`.trimEnd()),
    '  }',
  ];
}

function arrowsOf({ name, references }: DrawnTable): readonly string[] {
  return references.map(
    ({ column, to, isOptional }) => `  ${to} ${isOptional ? '|o' : '||'}--o{ ${name} : ${column}`,
  );
}
