import { Command } from 'commander';
import type { Group } from '../core/permission/group.ts';
import type { CommandContext } from './command-context.ts';
import { idReader, limitOption } from './list-options.ts';
import { groupArgument, oneGroup } from './one-group.ts';
import { permissionForm } from './permission.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';
import { jsonLines } from './table.ts';

interface ListOptions {
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

/** `group list`. */
export function listGroupsCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('list')
    .description(t('cli.about.group.list'))
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.group.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action(({ limit, after, json }: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { rows, next } = await useCases.group.list({ limit, afterId: after });
        printList(context, form, { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}

const form: ListForm<Group> = {
  none: 'cli.group.none',
  columns: [
    { heading: 'cli.heading.id', show: ({ id }) => String(id) },
    { heading: 'cli.heading.group', show: ({ name }) => name },
  ],
  toJson: ({ id, name }) => ({ id, name }),
};

/** `group show`: what one holds, and how many are in it. */
export function showGroupCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return groupArgument(context, new Command('show').description(t('cli.about.group.show')))
    .option('--json', t('cli.about.json'))
    .action((word: string, { json = false }: { readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: groupId } = await oneGroup(context, useCases, word);
        const { id, name, members, permissions } = await useCases.group.show({ groupId });
        if (json) {
          const names = permissions.map((permission) => permission.name);
          terminal.print(...jsonLines([{ id, name, members, permissions: names }]));
          return;
        }
        terminal.print(t('cli.group.shown', { name, count: members }));
        printList(context, permissionForm('cli.group.holds_none'), { rows: permissions });
      }),
    );
}
