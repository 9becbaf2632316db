import type { MigrationTarget, UnknownMigration } from '../resource/migration/migration-state.ts';
import type { Translator } from '../texts/translator.ts';

/** In words: what there is instead. */
export function explainUnknown(
  t: Translator,
  { why, known }: UnknownMigration,
  { app, name = '' }: MigrationTarget = { app: '' },
): string {
  const key = {
    app: 'cli.migration_app_unknown',
    name: 'cli.migration_name_unknown',
    several: 'cli.migration_name_several',
  } as const;
  return t(key[why], { app, name, known: known.join(', ') });
}
