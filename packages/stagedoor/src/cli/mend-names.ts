import { Command } from 'commander';
import type { KeyClash } from '../core/maintenance/plan-key-mending.ts';
import type { CommandContext } from './command-context.ts';

/**
 * `mend_names`: stores names and addresses that were copied from elsewhere as log-ins look for them; with `--dry-run` it only
 * says what it would do. People are named by their ids, which other commands take.
 */
export function mendNamesCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('mend_names')
    .description(t('cli.about.mend_names'))
    .option('--dry-run', t('cli.about.mend_names.dry_run'))
    .action(async ({ dryRun = false }: { readonly dryRun?: boolean }) => {
      const { names, addresses, nameClashes, addressClashes } = await context.withAccounts(({ useCases }) =>
        dryRun ? useCases.maintenance.planKeyMending() : useCases.maintenance.mendStaleKeys(),
      );
      const unproved = addresses.filter(({ seen, right }) => seen.isVerified && !right.isVerified);
      const [ofNames, ofAddresses] = dryRun
        ? (['cli.names_to_mend', 'cli.addresses_to_mend'] as const)
        : (['cli.names_mended', 'cli.addresses_mended'] as const);
      terminal.print(t(ofNames, { count: names.length }), t(ofAddresses, { count: addresses.length }));
      const told = (title: string, lines: readonly string[]) =>
        lines.length > 0 && terminal.print(title, ...lines.map((line) => `- ${line}`));
      told(
        t('cli.addresses_unproved', { count: unproved.length }),
        unproved.map(({ seen }) => `id:${seen.userId}`),
      );
      told(t('cli.names_are_one', { count: nameClashes.length }), nameClashes.map(pair));
      told(t('cli.addresses_are_one', { count: addressClashes.length }), addressClashes.map(pair));
    });
}

function pair({ userId, otherId }: KeyClash): string {
  return `id:${userId}, id:${otherId}`;
}
