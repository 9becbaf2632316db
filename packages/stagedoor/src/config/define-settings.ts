/** The environment variables of one feature of ours, as its folder says them. */
export interface SettingsRecord<Table> {
  /** The section of the reference page that they stand in; features may share one. */
  readonly title: string;
  readonly settings: Table;
  /** The weaker forms that `COMPATIBILITY=django` sets where nothing else is set. */
  readonly django?: { readonly [Name in keyof Table]?: string };
}

/**
 * The settings of a feature, each with its own type: `config.sessionCookieAge` is a number because of it. That all of them are
 * settings is asked where they are listed: asked here, it would widen what each may be.
 */
export function defineSettings<const Table>(record: SettingsRecord<Table>): SettingsRecord<Table> {
  return record;
}
