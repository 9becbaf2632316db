import { Command } from 'commander';
import type { Organization } from '../core/organization/organization.ts';
import type { Team } from '../core/team/team.ts';
import type { UseCases } from '../core/use-cases.ts';
import { userName } from '../core/user/user-name.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { idReader, limitOption } from './list-options.ts';
import { refusalsInWords } from './one-group.ts';
import { oneOrganization, organizationArgument } from './one-organization.ts';
import { oneUser, userReader } from './one-user.ts';
import { memberOr, membersForm } from './organization-members.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';

/** As many as one organization may have. */
const MOST = 500;

const form: ListForm<Team> = {
  none: 'cli.team.none',
  columns: [
    { heading: 'cli.heading.id', show: ({ id }) => String(id) },
    { heading: 'cli.heading.team', show: ({ name }) => name },
  ],
  toJson: ({ id, name, createdAt }) => ({ id, name, created_at: createdAt }),
};

/** What `organization` does with teams, a command each. */
export function teamCommands(context: CommandContext): readonly Command[] {
  return [
    listCommand(context),
    membersCommand(context),
    createCommand(context),
    renameCommand(context),
    removeCommand(context),
    memberCommand(context, 'add_to_team'),
    memberCommand(context, 'remove_from_team'),
  ];
}

function listCommand(context: CommandContext): Command {
  const { t } = context;
  return organizationArgument(context, new Command('teams').description(t('cli.about.team.teams')))
    .option('--member <user>', t('cli.about.team.member'), userReader(t))
    .option('--json', t('cli.about.json'))
    .action((word: string, { member, json }: { readonly member?: string; readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId } = await oneOrganization(context, useCases, word);
        const userId = member === undefined ? undefined : (await oneUser(context, useCases, member)).id;
        const { rows } = await useCases.team.teamsOf({ organizationId, userId, limit: MOST });
        printList(context, form, { rows, json });
      }),
    );
}

/** `organization team_members`: who is in one. */
function membersCommand(context: CommandContext): Command {
  const { t } = context;
  return aboutTeam(context, new Command('team_members').description(t('cli.about.team.members')))
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.users.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action((word: string, named: string, { limit, after, json }: MembersOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { organizationId, teamId } = await oneTeam(context, useCases, { word, named });
        const asked = { organizationId, teamId, limit, afterId: after };
        const { rows, next } = await useCases.team.membersOf(asked);
        printList(context, { ...membersForm, none: 'cli.team.no_members' }, { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}

interface MembersOptions {
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

function createCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return organizationArgument(context, new Command('create_team').description(t('cli.about.team.create')))
    .argument('<team>', t('cli.about.team.name'))
    .action((word: string, name: string) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId } = await oneOrganization(context, useCases, word);
        const making = useCases.team.create({ by: 'operator', organizationId, name });
        const made = await refusalsInWords(t, making);
        terminal.print(t('cli.team.created', { name: made.name, id: made.id }));
      }),
    );
}

function renameCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return aboutTeam(context, new Command('rename_team').description(t('cli.about.team.rename')))
    .argument('<name>', t('cli.about.team.name'))
    .action((word: string, named: string, name: string) =>
      context.withAccounts(async ({ useCases }) => {
        const which = await oneTeam(context, useCases, { word, named });
        const renamed = await refusalsInWords(t, useCases.team.rename({ ...which, name }));
        terminal.print(t('cli.team.renamed', { name: renamed.name }));
      }),
    );
}

function removeCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return aboutTeam(context, new Command('remove_team').description(t('cli.about.team.remove'))).action(
    (word: string, named: string) =>
      context.withAccounts(async ({ useCases }) => {
        const which = await oneTeam(context, useCases, { word, named });
        await useCases.team.delete(which);
        terminal.print(t('cli.team.removed', { name: which.name }));
      }),
  );
}

function memberCommand(context: CommandContext, name: 'add_to_team' | 'remove_from_team'): Command {
  const { t, terminal } = context;
  return aboutTeam(context, new Command(name).description(t(`cli.about.team.${name}`)))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .action((word: string, named: string, user: string) =>
      context.withAccounts(async ({ useCases }) => {
        const which = await oneTeam(context, useCases, { word, named });
        const found = await oneUser(context, useCases, user);
        const userId = found.id;
        const write = name === 'add_to_team' ? useCases.team.addMember : useCases.team.removeMember;
        const isNews = await memberOr(context, write({ ...which, userId }), { word, user });
        terminal.print(
          t(`cli.team.${name}_${isNews ? 'done' : 'already'}`, { name: which.name, who: userName(found) }),
        );
      }),
    );
}

function aboutTeam(context: CommandContext, command: Command): Command {
  return organizationArgument(context, command).argument('<team>', context.t('cli.about.team.team'));
}

interface Which {
  readonly by: 'operator';
  readonly organizationId: Organization['id'];
  readonly teamId: Team['id'];
  readonly name: string;
}

/** The team that words name: by its name in the organization. @throws CommandProblem where there is none */
async function oneTeam(
  context: CommandContext,
  useCases: UseCases,
  { word, named }: { readonly word: string; readonly named: string },
): Promise<Which> {
  const { id: organizationId } = await oneOrganization(context, useCases, word);
  const { rows } = await useCases.team.teamsOf({ organizationId, limit: MOST });
  const team = rows.find(({ name }) => name === named.trim());
  if (team === undefined) throw new CommandProblem(context.t('cli.team.none_named', { name: named }));
  return { by: 'operator', organizationId, teamId: team.id, name: team.name };
}
