import type { Dialect } from './dialect.ts';

/** One step of a feature's tables: its statements run in one transaction, so it is applied wholly or not at all. */
export interface MigrationStep {
  /** `0001_initial`, `0002_…`: applied in this order. A step that was published is never changed. */
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly string[];
}

export interface Migration extends MigrationStep {
  /** Whose step it is: `stagedoor`, `stagedoor_` and the name of a feature of accounts, or the name of a site's feature. */
  readonly app: string;
}

/** The steps of a feature, under its label. */
export function underLabel(app: string, steps: readonly MigrationStep[] = []): readonly Migration[] {
  return steps.map((step) => ({ ...step, app }));
}
