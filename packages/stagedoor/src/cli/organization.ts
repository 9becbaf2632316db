import { Command } from 'commander';
import type { Organization } from '../core/organization/organization.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { idReader, integerReader, limitOption } from './list-options.ts';
import { refusalsInWords } from './one-group.ts';
import { oneOrganization, organizationArgument } from './one-organization.ts';
import { oneUser, userReader } from './one-user.ts';
import { invitationsCommand, inviteCommand, revokeInvitationCommand } from './organization-invitations.ts';
import {
  addMemberCommand,
  membersOfOrganizationCommand,
  removeMemberCommand,
  setMemberRoleCommand,
} from './organization-members.ts';
import { teamCommands } from './organization-teams.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';

/** `organization`: which there are, who is in them and who is invited. */
export function organizationCommand(context: CommandContext): Command {
  const command = new Command('organization')
    .description(context.t('cli.about.organization'))
    .addCommand(listCommand(context))
    .addCommand(createCommand(context))
    .addCommand(renameCommand(context))
    .addCommand(removeCommand(context))
    .addCommand(membersOfOrganizationCommand(context))
    .addCommand(addMemberCommand(context))
    .addCommand(setMemberRoleCommand(context))
    .addCommand(removeMemberCommand(context))
    .addCommand(invitationsCommand(context))
    .addCommand(inviteCommand(context))
    .addCommand(revokeInvitationCommand(context));
  for (const one of teamCommands(context)) command.addCommand(one);
  return command;
}

interface ListOptions {
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

const form: ListForm<Organization> = {
  none: 'cli.organization.none',
  columns: [
    { heading: 'cli.heading.id', show: ({ id }) => String(id) },
    { heading: 'cli.heading.organization', show: ({ name }) => name },
  ],
  toJson: ({ id, name, createdAt }) => ({ id, name, created_at: createdAt }),
};

function listCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('list')
    .description(t('cli.about.organization.list'))
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.organization.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action(({ limit, after, json }: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { rows, next } = await useCases.organization.list({ limit, afterId: after });
        printList(context, form, { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}

function createCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('create')
    .description(t('cli.about.organization.create'))
    .argument('<name>', t('cli.about.organization.name'))
    .argument('<owner>', t('cli.about.user'), userReader(t))
    .action((name: string, owner: string) =>
      context.withAccounts(async ({ useCases, settings }) => {
        if (settings.organizations.mode === 'off') throw new CommandProblem(t('cli.organization.off'));
        const { id: ownerId } = await oneUser(context, useCases, owner);
        const making = useCases.organization.create({ by: 'operator', name, ownerId });
        const made = await refusalsInWords(t, making);
        terminal.print(t('cli.organization.created', { name: made.name, id: made.id }));
        const named = await useCases.organization.findNamed({ word: made.name });
        const others = named.filter(({ id }) => id !== made.id).map(({ id }) => `id:${id}`);
        if (others.length > 0)
          terminal.printError(t('cli.organization.twins', { name: made.name, ids: others.join(', ') }));
      }),
    );
}

function renameCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return organizationArgument(context, new Command('rename').description(t('cli.about.organization.rename')))
    .argument('<name>', t('cli.about.organization.name'))
    .action((word: string, name: string) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId } = await oneOrganization(context, useCases, word);
        const renaming = useCases.organization.rename({ by: 'operator', organizationId, name });
        const renamed = await refusalsInWords(t, renaming);
        terminal.print(t('cli.organization.renamed', { name: renamed.name }));
      }),
    );
}

interface RemoveOptions {
  readonly members?: number;
  readonly noinput?: boolean;
}

const MOST_COUNTED = 1_000;

function removeCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return organizationArgument(context, new Command('remove').description(t('cli.about.organization.remove')))
    .option('--members <count>', t('cli.about.group.remove.members'), integerReader(t, 'cli.group.no_count'))
    .option('--noinput', t('cli.about.group.remove.noinput'))
    .action((word: string, { members: said, noinput = false }: RemoveOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId, name } = await oneOrganization(context, useCases, word);
        const { rows, next } = await useCases.organization.membersOf({
          organizationId,
          limit: MOST_COUNTED,
        });
        const isSaid = said === rows.length && next === null;
        if (!noinput && !isSaid)
          throw new CommandProblem(t('cli.organization.in_use', { name, count: rows.length }));
        await useCases.organization.delete({ by: 'operator', organizationId });
        terminal.print(t('cli.organization.removed', { name }));
      }),
    );
}
