import { Command } from 'commander';
import type { Role } from '../core/role/role.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { idReader, integerReader, limitOption } from './list-options.ts';
import { refusalsInWords } from './one-group.ts';
import { oneRole, roleArgument } from './one-role.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';
import { requirePermissions } from './require-permissions.ts';
import { assignmentCommand } from './role-assignment.ts';
import { jsonLines } from './table.ts';

/** `role`: the table of roles, what each holds, and who has one. */
export function roleCommand(context: CommandContext): Command {
  return new Command('role')
    .description(context.t('cli.about.role'))
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(createCommand(context))
    .addCommand(changeCommand(context))
    .addCommand(removeCommand(context))
    .addCommand(assignmentCommand(context, 'assign'))
    .addCommand(assignmentCommand(context, 'unassign'));
}

interface ListOptions {
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

const form: ListForm<Role> = {
  none: 'cli.role.none',
  columns: [
    { heading: 'cli.heading.role', show: ({ name }) => name },
    { heading: 'cli.heading.meaning', show: ({ label }) => label },
    { heading: 'cli.heading.permissions', show: ({ permissions }) => permissions.join(', ') },
  ],
  toJson: ({ id, name, label, permissions }) => ({ id, name, label, permissions }),
};

function listCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('list')
    .description(t('cli.about.role.list'))
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.role.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action(({ limit, after, json }: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { rows, next } = await useCases.role.list({ limit, afterId: after });
        printList(context, form, { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}

function showCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return roleArgument(context, new Command('show').description(t('cli.about.role.show')))
    .option('--json', t('cli.about.json'))
    .action((word: string, { json = false }: { readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: roleId } = await oneRole(context, useCases, word);
        const { id, name, label, permissions, assignments } = await useCases.role.show({ roleId });
        if (json) return terminal.print(...jsonLines([{ id, name, label, permissions, assignments }]));
        terminal.print(t('cli.role.shown', { name, count: assignments }), ...permissions);
      }),
    );
}

interface Said {
  readonly label?: string;
  readonly permissions?: readonly string[];
}

function createCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('create')
    .description(t('cli.about.role.create'))
    .argument('<name>', t('cli.about.role.name'))
    .option('--label <label>', t('cli.about.role.label'))
    .option('--permissions <permissions...>', t('cli.about.role.permissions'))
    .action((name: string, { label, permissions = [] }: Said) =>
      context.withAccounts(async ({ useCases }) => {
        await requirePermissions(context, useCases, permissions);
        const making = useCases.role.create({ by: 'operator', name, label, permissions });
        const made = await refusalsInWords(t, making);
        terminal.print(t('cli.role.created', { name: made.name }));
      }),
    );
}

function changeCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return roleArgument(context, new Command('change').description(t('cli.about.role.change')))
    .option('--name <name>', t('cli.about.role.name'))
    .option('--label <label>', t('cli.about.role.label'))
    .option('--permissions <permissions...>', t('cli.about.role.permissions'))
    .action((word: string, change: Said & { readonly name?: string }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: roleId } = await oneRole(context, useCases, word);
        await requirePermissions(context, useCases, change.permissions ?? []);
        const changing = useCases.role.change({ by: 'operator', roleId, ...change });
        const changed = await refusalsInWords(t, changing);
        terminal.print(t('cli.role.changed', { name: changed.name }));
      }),
    );
}

interface RemoveOptions {
  readonly assignments?: number;
  readonly noinput?: boolean;
}

function removeCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return roleArgument(context, new Command('remove').description(t('cli.about.role.remove')))
    .option(
      '--assignments <count>',
      t('cli.about.role.remove.assignments'),
      integerReader(t, 'cli.group.no_count'),
    )
    .option('--noinput', t('cli.about.role.remove.noinput'))
    .action((word: string, { assignments: said = 0, noinput = false }: RemoveOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: roleId, name } = await oneRole(context, useCases, word);
        const { assignments } = await useCases.role.show({ roleId });
        if (!noinput && said !== assignments)
          throw new CommandProblem(t('cli.role.in_use', { name, count: assignments }));
        await refusalsInWords(t, useCases.role.delete({ by: 'operator', roleId, assignments }));
        terminal.print(t('cli.role.removed', { name }));
      }),
    );
}
