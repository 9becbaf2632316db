import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { MissingStep } from '../create-stagedoor/missing-steps.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { describe, losesData } from '../resource/migration/difference.ts';
import type { RefusedOperation } from '../resource/migration/refused.ts';
import type { Site } from '../server/site.ts';
import type { TextKey } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeLocks } from './describe-locks.ts';
import { isListOwn, isListShort, unnamedStep, writeList, writeStep } from './write-step.ts';

interface Flags {
  readonly check?: boolean;
  readonly dryRun?: boolean;
  readonly empty?: boolean;
  readonly name?: string;
  readonly noinput?: boolean;
}

/**
 * `makemigrations`: writes a step for what the declarations of the site's resources have that no step makes yet. The tables of
 * accounts bring their own, and a declared extra field is its own migration: those that the database lacks are only told.
 */
export function makeMigrationsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('makemigrations')
    .description(t('cli.about.makemigrations'))
    .argument('[apps...]', t('cli.about.makemigrations.apps'))
    .option('--check', t('cli.about.makemigrations.check'))
    .option('--dry-run', t('cli.about.makemigrations.dry_run'))
    .option('--empty', t('cli.about.makemigrations.empty'))
    .option('-n, --name <name>', t('cli.about.makemigrations.name'))
    .option('--noinput', t('cli.about.makemigrations.noinput'))
    .action((apps: readonly string[], flags: Flags) =>
      context.withStagedoor(async (stagedoor, site) => {
        refuseMistakes(context, { apps, flags }, site);
        const isMeant = (name: string) => apps.length === 0 || apps.includes(name);
        const steps = flags.empty
          ? emptySteps(apps, site)
          : stagedoor.migrations.missing().filter(({ feature }) => isMeant(feature));
        const fields = apps.length === 0 ? await missingFields(stagedoor) : [];
        if (!flags.check && !flags.dryRun) await listOwnSteps(context, site);
        if (steps.length === 0 && fields.length === 0) return terminal.print(t('cli.no_changes'));
        for (const step of steps)
          await writeOrShow(context, step, { ...flags, isListed: isListed(site, step) });
        if (fields.length > 0)
          terminal.print(
            t('cli.new_fields'),
            ...fields.map((name) => `  + ${name}`),
            t('cli.new_fields_next'),
          );
        if (flags.check)
          throw new CommandProblem(t('cli.unapplied', { count: steps.length + fields.length }));
      }),
    );
}

/** @throws CommandProblem for a feature that is not there, a name that is none, and where nobody says whose the empty step shall be */
function refuseMistakes(
  { t }: CommandContext,
  { apps, flags }: { readonly apps: readonly string[]; readonly flags: Flags },
  { features = [] }: Site,
): void {
  const known = features.map(({ name }) => name);
  const strange = apps.find((app) => !known.includes(app));
  if (strange !== undefined)
    throw new CommandProblem(t('cli.feature_unknown', { app: strange, known: known.join(', ') }));
  if (flags.empty && apps.length === 0) throw new CommandProblem(t('cli.empty_step_of_whom'));
  if (flags.name !== undefined && !/^\w{1,55}$/.test(flags.name))
    throw new CommandProblem(t('cli.step_name_wrong', { name: flags.name }));
}

/** Steps of one's own, to be filled by hand. */
function emptySteps(apps: readonly string[], { features = [] }: Site): readonly MissingStep[] {
  const meant = features.filter(({ name }) => apps.includes(name));
  return meant.map(({ name: feature, migrations = [], migrationsFolder: folder = null }) => ({
    feature,
    folder,
    names: migrations.map(({ name }) => name),
    operations: [],
    refused: [],
    locks: [],
  }));
}

/** Whether the feature names a list already, be it an empty one. */
function isListed({ features = [] }: Site, step: MissingStep): boolean {
  return features.find(({ name }) => name === step.feature)?.migrations !== undefined;
}

async function writeOrShow(
  { t, terminal }: CommandContext,
  step: MissingStep,
  flags: Flags & { readonly isListed: boolean },
): Promise<void> {
  terminal.print(
    t('cli.migrations_for', { app: step.feature }),
    ...step.operations.map((operation) => `  - ${describe(operation)}`),
    ...(step.locks.length === 0 ? [] : [t('cli.locks_on_postgres')]),
    ...describeLocks(t, step.locks).map((line) => `  ${line}`),
  );
  if (flags.check || flags.dryRun) return;
  const { folder, names } = step;
  if (folder === null) throw new CommandProblem(t('cli.no_migrations_folder', { app: step.feature }));
  const [refused] = step.refused;
  if (refused !== undefined)
    throw new CommandProblem(t(whyRefused[refused.why], { what: describe(refused.operation) }));
  const unnamed = await unnamedStep(folder, names);
  if (unnamed !== null)
    throw new CommandProblem(t('cli.step_is_there', { path: join(folder, unnamed), app: step.feature }));
  const place = { folder, ending: await endingIn(folder) };
  await keepOwnList({ t }, place);
  if (step.operations.some(losesData)) await agreeToLoss({ t, terminal }, flags.noinput === true);
  terminal.print(
    t('cli.migration_written', {
      path: join(folder, await writeStep({ ...step, title: titleOf(step, flags) }, place)),
    }),
  );
  if (!flags.isListed)
    terminal.print(
      t('cli.migration_list', { app: step.feature, path: join(folder, `steps.${place.ending}`) }),
    );
}

function titleOf({ operations }: MissingStep, { name }: Flags): string | null {
  return name ?? (operations.length === 0 ? 'custom' : null);
}

const whyRefused: Readonly<Record<RefusedOperation['why'], TextKey>> = {
  type: 'cli.column_of_other_type',
  elsewhere: 'cli.column_leads_elsewhere',
  empty: 'cli.column_needs_value',
  same: 'cli.column_would_repeat',
  granted: 'cli.table_has_grants',
};

/** Steps of one's own, which stand in the folder as files. */
async function listOwnSteps({ t, terminal }: CommandContext, { features = [] }: Site): Promise<void> {
  for (const { migrationsFolder: folder } of features) {
    if (folder === undefined) continue;
    const place = { folder, ending: await endingIn(folder) };
    if (!(await isListShort(place))) continue;
    await keepOwnList({ t }, place);
    terminal.print(t('cli.migration_written', { path: await writeList(place) }));
  }
}

/** @throws CommandProblem where something was written into the list by hand, which would be lost */
async function keepOwnList(
  { t }: Pick<CommandContext, 't'>,
  place: Parameters<typeof isListOwn>[0],
): Promise<void> {
  if (await isListOwn(place))
    throw new CommandProblem(
      t('cli.list_has_own_steps', { path: join(place.folder, `steps.${place.ending}`) }),
    );
}

async function agreeToLoss(
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
  noInput: boolean,
): Promise<void> {
  if (noInput || !(await terminal.confirm(t('cli.loses_data'))))
    throw new CommandProblem(t('cli.not_dropped'));
}

/** As the steps that are there; TypeScript for the first, where the project has any. */
async function endingIn(folder: string): Promise<'ts' | 'js'> {
  const files = await readdir(folder).catch(() => []);
  if (files.some((file) => /^\d{4}_.*\.ts$/.test(file))) return 'ts';
  if (files.some((file) => /^\d{4}_.*\.m?js$/.test(file))) return 'js';
  return (await readdir('.')).includes('tsconfig.json') ? 'ts' : 'js';
}

/** Names of declared extra fields that `migrate` would add as columns. */
async function missingFields({ migrations }: Stagedoor): Promise<readonly string[]> {
  const { extraFieldApp } = await import('../create-stagedoor/site-migrations.ts');
  const steps = await migrations.list();
  return steps
    .filter(({ app, appliedAt }) => app === extraFieldApp && appliedAt === null)
    .map(({ name }) => name);
}
