import { Command } from 'commander';
import type { GroupChange } from '../core/group/change-group-permissions.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { membersCommand, membershipCommand } from './group-members.ts';
import { listGroupsCommand, showGroupCommand } from './list-groups.ts';
import { integerReader } from './list-options.ts';
import { groupArgument, oneGroup, refusalsInWords } from './one-group.ts';
import { requirePermissions } from './require-permissions.ts';

/** `group`: which groups there are, what they hold, and who is in them. */
export function groupCommand(context: CommandContext): Command {
  return new Command('group')
    .description(context.t('cli.about.group'))
    .addCommand(listGroupsCommand(context))
    .addCommand(showGroupCommand(context))
    .addCommand(addCommand(context))
    .addCommand(renameCommand(context))
    .addCommand(removeCommand(context))
    .addCommand(changeCommand(context, 'grant'))
    .addCommand(changeCommand(context, 'revoke'))
    .addCommand(membersCommand(context))
    .addCommand(membershipCommand(context, 'add_member'))
    .addCommand(membershipCommand(context, 'remove_member'));
}

function addCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('add')
    .description(t('cli.about.group.add'))
    .argument('<name>', t('cli.about.group.name'))
    .action((name: string) =>
      context.withAccounts(async ({ useCases }) => {
        const made = await refusalsInWords(t, useCases.group.create({ by: 'operator', name }));
        terminal.print(t('cli.group.added', { name: made.name }));
      }),
    );
}

function renameCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return groupArgument(context, new Command('rename').description(t('cli.about.group.rename')))
    .argument('<name>', t('cli.about.group.name'))
    .action((word: string, name: string) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: groupId } = await oneGroup(context, useCases, word);
        const renamed = await refusalsInWords(t, useCases.group.rename({ by: 'operator', groupId, name }));
        terminal.print(t('cli.group.renamed', { name: renamed.name }));
      }),
    );
}

interface RemoveOptions {
  readonly members?: number;
  readonly noinput?: boolean;
}

function removeCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return groupArgument(context, new Command('remove').description(t('cli.about.group.remove')))
    .option('--members <count>', t('cli.about.group.remove.members'), integerReader(t, 'cli.group.no_count'))
    .option('--noinput', t('cli.about.group.remove.noinput'))
    .action((word: string, { members: said = 0, noinput = false }: RemoveOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: groupId, name } = await oneGroup(context, useCases, word);
        const { members: count } = await useCases.group.show({ groupId });
        if (!noinput && said !== count) throw new CommandProblem(t('cli.group.in_use', { name, count }));
        await refusalsInWords(t, useCases.group.delete({ by: 'operator', groupId, members: count }));
        terminal.print(t('cli.group.removed', { name }));
      }),
    );
}

function changeCommand(context: CommandContext, change: 'grant' | 'revoke'): Command {
  const { t, terminal } = context;
  return groupArgument(context, new Command(change).description(t(`cli.about.group.${change}`)))
    .argument('<permissions...>', t('cli.about.permission.name'))
    .action((word: string, permissions: readonly string[]) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: groupId } = await oneGroup(context, useCases, word);
        await requirePermissions(context, useCases, permissions);
        terminal.print(...toldOf(t, await useCases.group[change]({ by: 'operator', groupId, permissions })));
      }),
    );
}

/** What was given and taken, a line each. */
export function toldOf(t: Translator, { granted, revoked }: GroupChange): readonly string[] {
  const lines = [
    ...granted.map((permission) => t('cli.permission_granted', { permission })),
    ...revoked.map((permission) => t('cli.permission_revoked', { permission })),
  ];
  return lines.length === 0 ? [t('cli.group.unchanged')] : lines;
}
