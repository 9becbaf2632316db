import type { Dialect } from './dialect.ts';

/** One step of the schema: statements run in one transaction, so it is applied wholly or not at all. */
export interface Migration {
  /** Whose tables they are: `stagedoor`, or the site's own name. */
  readonly app: string;
  /** `0001_initial`, `0002_…`: applied in this order within an app. */
  readonly name: string;
  statements(dialect: Dialect): readonly string[];
}
