import { Command, Option } from 'commander';
import { AccountsError } from '../core/kernel/errors.ts';
import { type Member, type MemberRole, memberRoles } from '../core/organization/organization.ts';
import { userName } from '../core/user/user-name.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { idReader, limitOption } from './list-options.ts';
import { refusalsInWords } from './one-group.ts';
import { oneOrganization, organizationArgument } from './one-organization.ts';
import { oneUser, userReader } from './one-user.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';

interface ListOptions {
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

export const membersForm: ListForm<Member> = {
  none: 'cli.organization.no_members',
  columns: [
    { heading: 'cli.heading.id', show: ({ userId }) => String(userId) },
    { heading: 'cli.heading.username', show: ({ user }) => user.username ?? '' },
    { heading: 'cli.heading.email', show: ({ user }) => user.email },
    { heading: 'cli.heading.role', show: ({ role }) => role },
    { heading: 'cli.heading.roles', show: ({ siteRoles }) => siteRoles.join(', ') },
  ],
  toJson: ({ userId, user: { username, email }, role, siteRoles }) => ({
    id: userId,
    username,
    email,
    role,
    roles: siteRoles,
  }),
};

/** `organization members`: who is in one, and what they are there. */
export function membersOfOrganizationCommand(context: CommandContext): Command {
  const { t } = context;
  return organizationArgument(
    context,
    new Command('members').description(t('cli.about.organization.members')),
  )
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.users.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action((word: string, { limit, after, json }: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId } = await oneOrganization(context, useCases, word);
        const { rows, next } = await useCases.organization.membersOf({
          organizationId,
          limit,
          afterId: after,
        });
        printList(context, membersForm, { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}

/** `--role`, which is `member` unless told. */
export function memberRoleOption({ t }: CommandContext): Option {
  return new Option('--role <role>', t('cli.about.organization.role')).choices(memberRoles).default('member');
}

/** `organization add_member`. */
export function addMemberCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return aboutMember(context, 'add_member')
    .addOption(memberRoleOption(context))
    .action((word: string, user: string, { role }: { readonly role: MemberRole }) =>
      context.withAccounts(async ({ useCases }) => {
        const organization = await oneOrganization(context, useCases, word);
        const person = await oneUser(context, useCases, user);
        const whom = { by: 'operator', organizationId: organization.id, userId: person.id } as const;
        const isNew = await useCases.organization.addMember({ ...whom, role });
        const named = { user: userName(person), name: organization.name };
        terminal.print(t(isNew ? 'cli.group.member_added' : 'cli.group.was_member', named));
      }),
    );
}

/** `organization set_role`: what a member is. */
export function setMemberRoleCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return aboutMember(context, 'set_role')
    .argument('<role>', t('cli.about.organization.role'))
    .action((word: string, user: string, given: string) =>
      context.withAccounts(async ({ useCases }) => {
        const role = memberRoles.find((known) => known === given);
        if (role === undefined)
          throw new CommandProblem(t('cli.organization.no_role', { roles: memberRoles.join(', ') }));
        const { id: organizationId, name } = await oneOrganization(context, useCases, word);
        const person = await oneUser(context, useCases, user);
        const whom = { by: 'operator', organizationId, userId: person.id } as const;
        await memberOr(context, useCases.organization.setMemberRole({ ...whom, role }), { word, user });
        terminal.print(t('cli.organization.role_set', { user: userName(person), name, role }));
      }),
    );
}

/** `organization remove_member`. */
export function removeMemberCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return aboutMember(context, 'remove_member').action((word: string, user: string) =>
    context.withAccounts(async ({ useCases }) => {
      const { id: organizationId, name } = await oneOrganization(context, useCases, word);
      const person = await oneUser(context, useCases, user);
      const whom = { by: 'operator', organizationId, userId: person.id } as const;
      await memberOr(context, useCases.organization.removeMember(whom), { word, user });
      terminal.print(t('cli.group.member_removed', { user: userName(person), name }));
    }),
  );
}

/** What is done with a member, or who is none. @throws CommandProblem in words */
export async function memberOr<Result>(
  { t }: Pick<CommandContext, 't'>,
  work: Promise<Result>,
  { word, user }: { readonly word: string; readonly user: string },
): Promise<Result> {
  const said = work.catch((error: unknown) => {
    if (!(error instanceof AccountsError) || error.refusal.code !== 'not-found') throw error;
    throw new CommandProblem(t('cli.organization.no_member', { user, name: word }));
  });
  return await refusalsInWords(t, said);
}

function aboutMember(context: CommandContext, name: 'add_member' | 'set_role' | 'remove_member'): Command {
  const { t } = context;
  const command = new Command(name).description(t(`cli.about.organization.${name}`));
  return organizationArgument(context, command).argument('<user>', t('cli.about.user'), userReader(t));
}
