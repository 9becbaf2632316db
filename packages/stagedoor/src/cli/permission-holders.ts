import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { memberForm } from './group-members.ts';
import { idReader, limitOption } from './list-options.ts';
import { printList, tellNextPage } from './print-list.ts';
import { requirePermissions } from './require-permissions.ts';

interface HolderOptions {
  readonly inactive?: boolean;
  readonly superusers: boolean;
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

/** `permission holders`: who has one, themselves, by a group or by a role. */
export function holdersCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('holders')
    .description(t('cli.about.permission.holders'))
    .argument('<permission>', t('cli.about.permission.name'))
    .option('--inactive', t('cli.about.permission.holders.inactive'))
    .option('--no-superusers', t('cli.about.permission.holders.no_superusers'))
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.users.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action((permission: string, options: HolderOptions) =>
      context.withAccounts(async ({ useCases }) => {
        await requirePermissions(context, useCases, [permission]);
        const { inactive = false, superusers: includeSuperusers, limit, after: afterId, json } = options;
        const asked = { permission, isActive: !inactive, includeSuperusers, limit, afterId };
        const { rows, next } = await useCases.permission.listHolders(asked);
        printList(context, memberForm('cli.permission_held_by_nobody'), { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}
