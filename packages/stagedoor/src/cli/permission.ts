import { Command } from 'commander';
import type { NamedPermission } from '../core/permission/permission-store.ts';
import type { TextKey } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { oneUser, userReader } from './one-user.ts';
import { holdersCommand } from './permission-holders.ts';
import { type ListForm, printList } from './print-list.ts';
import { requirePermissions } from './require-permissions.ts';

/** `permission`: what people may be given, and giving it to one of them or taking it away. */
export function permissionCommand(context: CommandContext): Command {
  return new Command('permission')
    .description(context.t('cli.about.permission'))
    .addCommand(listCommand(context))
    .addCommand(changeCommand(context, 'grant'))
    .addCommand(changeCommand(context, 'revoke'))
    .addCommand(holdersCommand(context));
}

function listCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('list')
    .description(t('cli.about.permission.list'))
    .argument('[user]', t('cli.about.user'), userReader(t))
    .option('--json', t('cli.about.json'))
    .action((word: string | undefined, { json }: { readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const user = word === undefined ? null : await oneUser(context, useCases, word);
        const rows = await useCases.permission.list(user === null ? {} : { userId: user.id });
        const none = user === null ? 'cli.permissions_none' : 'cli.permissions_none_given';
        printList(context, permissionForm(none), { rows, json });
        if (user?.isSuperuser) terminal.printError(t('cli.permissions_of_superuser'));
      }),
    );
}

/** What people and groups may hold, as a list. */
export function permissionForm(none: TextKey): ListForm<NamedPermission> {
  return {
    none,
    columns: [
      { heading: 'cli.heading.permission', show: ({ name }) => name },
      { heading: 'cli.heading.meaning', show: ({ label }) => label },
    ],
    toJson: ({ name, label }) => ({ name, label }),
  };
}

const told = {
  grant: { done: 'cli.permission_granted', undone: 'cli.permission_was_held' },
  revoke: { done: 'cli.permission_revoked', undone: 'cli.permission_was_not_held' },
} as const;

function changeCommand(context: CommandContext, change: 'grant' | 'revoke'): Command {
  const { t, terminal } = context;
  return new Command(change)
    .description(t(`cli.about.permission.${change}`))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .argument('<permission>', t('cli.about.permission.name'))
    .action((word: string, permission: string) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: userId } = await oneUser(context, useCases, word);
        await requirePermissions(context, useCases, [permission]);
        const isDone = await useCases.permission[change]({ by: 'operator', userId, permission });
        terminal.print(t(told[change][isDone ? 'done' : 'undone'], { permission }));
      }),
    );
}
