import { join } from 'node:path';
import { Command } from 'commander';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { ImportedTable, ImportRefusal } from '../resource/migration/import-outcome.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { tableLines } from './table.ts';

interface ImportFlags {
  readonly without?: readonly string[];
}

/** `import_sqlite [file]`: moves the site from SQLite to the PostgreSQL that the settings name. */
export function importSqliteCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('import_sqlite')
    .description(t('cli.about.import_sqlite'))
    .argument('[file]', t('cli.about.import_sqlite.file'))
    .option('--without <name...>', t('cli.about.import_sqlite.without'))
    .action((file: string | undefined, flags: ImportFlags) =>
      // Where the settings name a file of SQLite that is not there, none is made.
      context.lookIntoStagedoor((stagedoor) => run(context, stagedoor, { file, flags })),
    );
}

async function run(
  context: CommandContext,
  { config, migrations }: Stagedoor,
  { file, flags }: { readonly file: string | undefined; readonly flags: ImportFlags },
): Promise<void> {
  const { t, terminal } = context;
  const path = file ?? join(config.dataDir, 'stagedoor.db');
  terminal.print(t('cli.import_sqlite.begins', { file: path }));
  const outcome = await migrations.importSqlite(path, flags.without ?? []);
  if (outcome.kind === 'refused')
    throw new CommandProblem(`${sentenceOf(context, outcome, path)}\n${t('cli.import_sqlite.nothing_kept')}`);
  printCounts(context, outcome.tables);
  terminal.print(t('cli.import_sqlite.files', { folder: config.dataDir }));
}

function sentenceOf({ t }: CommandContext, refusal: ImportRefusal, file: string): string {
  const { kind, why, ...told } = refusal;
  const words = 'names' in told ? { names: told.names.join(', ') } : told;
  return t(`cli.import_sqlite.${why}`, { file, ...words });
}

function printCounts({ t, terminal }: CommandContext, tables: readonly ImportedTable[]): void {
  const filled = tables.filter(({ rows }) => rows > 0);
  const empty = tables.length - filled.length;
  const headings = [t('cli.import_sqlite.table'), t('cli.import_sqlite.rows')];
  terminal.print(...tableLines([headings, ...filled.map(({ table, rows }) => [table, String(rows)])]));
  if (empty > 0) terminal.print(t('cli.import_sqlite.tables_empty', { count: empty }));
  const count = filled.reduce((sum, { rows }) => sum + rows, 0);
  terminal.print(t('cli.import_sqlite.done', { count, tables: filled.length }));
}
