import { Command } from 'commander';
import type { User } from '../core/user/user.ts';
import { userName } from '../core/user/user-name.ts';
import type { TextKey } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { idReader, limitOption } from './list-options.ts';
import { groupArgument, oneGroup } from './one-group.ts';
import { oneUser, userReader } from './one-user.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';

interface ListOptions {
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

/** `group members`: who is in one. */
export function membersCommand(context: CommandContext): Command {
  const { t } = context;
  return groupArgument(context, new Command('members').description(t('cli.about.group.members')))
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.users.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action((word: string, { limit, after, json }: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: groupId } = await oneGroup(context, useCases, word);
        const { rows, next } = await useCases.group.listMembers({ groupId, limit, afterId: after });
        printList(context, memberForm('cli.group.no_members'), { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}

/** People in a list: who each is. */
export function memberForm(none: TextKey): ListForm<User> {
  return {
    none,
    columns: [
      { heading: 'cli.heading.id', show: ({ id }) => String(id) },
      { heading: 'cli.heading.username', show: ({ username }) => username ?? '' },
      { heading: 'cli.heading.email', show: ({ email }) => email },
    ],
    toJson: ({ id, username, email }) => ({ id, username, email }),
  };
}

const changes = {
  add_member: { act: 'addMember', done: 'cli.group.member_added', undone: 'cli.group.was_member' },
  remove_member: { act: 'removeMember', done: 'cli.group.member_removed', undone: 'cli.group.was_no_member' },
} as const;

/** `group add_member`, `group remove_member`. */
export function membershipCommand(context: CommandContext, name: keyof typeof changes): Command {
  const { t, terminal } = context;
  const { act, done, undone } = changes[name];
  return groupArgument(context, new Command(name).description(t(`cli.about.group.${name}`)))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .action((word: string, user: string) =>
      context.withAccounts(async ({ useCases }) => {
        const group = await oneGroup(context, useCases, word);
        const person = await oneUser(context, useCases, user);
        const isNews = await useCases.group[act]({ by: 'operator', groupId: group.id, userId: person.id });
        terminal.print(t(isNews ? done : undone, { user: userName(person), name: group.name }));
      }),
    );
}
