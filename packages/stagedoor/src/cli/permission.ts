import { Command } from 'commander';
import type { PermissionSource, SourcedPermission } from '../core/organization/permission-sources.ts';
import type { NamedPermission } from '../core/permission/permission-store.ts';
import { userName } from '../core/user/user-name.ts';
import type { TextKey, Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { oneUser, userReader } from './one-user.ts';
import { holdersCommand } from './permission-holders.ts';
import { namedPlace } from './place-of-user.ts';
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
        if (word === undefined)
          return printList(context, permissionForm('cli.permissions_none'), {
            rows: await useCases.permission.list(),
            json,
          });
        const user = await oneUser(context, useCases, word);
        const rows = await useCases.permission.sourcesOf({ userId: user.id });
        printList(context, sourcedForm(t), { rows, json });
        if (user.isSuperuser) terminal.printError(t('cli.permissions_of_superuser'));
        if (!user.isActive) terminal.printError(t('cli.permissions_of_inactive'));
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

/** What somebody holds, and by what. */
function sourcedForm(t: Translator): ListForm<SourcedPermission> {
  const { columns, toJson } = permissionForm('cli.permissions_none_given');
  return {
    none: 'cli.permissions_none_given',
    columns: [
      ...columns,
      {
        heading: 'cli.heading.by',
        show: ({ sources }) => sources.map((source) => sourceInWords(t, source)).join(', '),
      },
    ],
    toJson: ({ sources, ...permission }) => ({ ...toJson(permission), by: sources }),
  };
}

function sourceInWords(t: Translator, source: PermissionSource): string {
  if (source.by === 'user') return t('cli.permission_by.user');
  if (source.by === 'group') return t('cli.permission_by.group', { name: source.name });
  const { name, organization } = source;
  if (organization === null) return t('cli.permission_by.role', { name });
  return t(`cli.permission_by.${source.by}_in`, { name, organization: namedPlace(organization) });
}

const told = {
  grant: { done: 'cli.permission_granted_to', undone: 'cli.permission_was_held' },
  revoke: { done: 'cli.permission_revoked_from', undone: 'cli.permission_was_not_held' },
} as const;

function changeCommand(context: CommandContext, change: 'grant' | 'revoke'): Command {
  const { t, terminal } = context;
  return new Command(change)
    .description(t(`cli.about.permission.${change}`))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .argument('<permission>', t('cli.about.permission.name'))
    .action((word: string, permission: string) =>
      context.withAccounts(async ({ useCases }) => {
        const user = await oneUser(context, useCases, word);
        await requirePermissions(context, useCases, [permission]);
        const isDone = await useCases.permission[change]({ by: 'operator', userId: user.id, permission });
        terminal.print(t(told[change][isDone ? 'done' : 'undone'], { user: userName(user), permission }));
      }),
    );
}
