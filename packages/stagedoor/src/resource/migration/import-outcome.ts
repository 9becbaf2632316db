/** What came over from another database, or why nothing did. */
export type ImportOutcome =
  | { readonly kind: 'imported'; readonly tables: readonly ImportedTable[] }
  | ImportRefusal;

export interface ImportedTable {
  readonly table: string;
  readonly rows: number;
}

/** `names` are steps, or tables, or columns as `table.column`. */
export type ImportRefusal = { readonly kind: 'refused' } & (
  | { readonly why: 'no-target' | 'no-file' | 'no-database' | 'no-site' | 'in-use' }
  | {
      readonly why: 'steps-missing' | 'steps-unknown' | 'not-empty' | 'not-made-here' | 'not-in-file';
      readonly names: readonly string[];
    }
  /** `reason` is what the database said of a row, or of what rows refer to. */
  | { readonly why: 'not-taken'; readonly table: string; readonly reason: string }
  | {
      readonly why: 'counts-differ';
      readonly table: string;
      readonly came: number;
      readonly expected: number;
    }
);
