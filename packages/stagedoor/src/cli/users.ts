import { Command, Option } from 'commander';
import type { UseCases } from '../core/use-cases.ts';
import type { Identity } from '../core/user/identity.ts';
import type { User } from '../core/user/user.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { createUserCommand } from './create-user.ts';
import { deleteUserCommand } from './delete-user.ts';
import { idReader, limitOption } from './list-options.ts';
import { refusalsInWords } from './one-group.ts';
import { oneUser, userReader } from './one-user.ts';
import { placeJson, placeOfUser, placeRows } from './place-of-user.ts';
import { type ListForm, NOTHING, printList, tellNextPage } from './print-list.ts';
import { jsonLines, tableLines } from './table.ts';

/** `users`: who is there, one of them, and shutting and opening an account. */
export function usersCommand(context: CommandContext): Command {
  return new Command('users')
    .description(context.t('cli.about.users'))
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(createUserCommand(context))
    .addCommand(decision(context, 'deactivate', (useCases) => useCases.user.deactivate))
    .addCommand(decision(context, 'activate', (useCases) => useCases.user.activate))
    .addCommand(deleteUserCommand(context));
}

interface ListOptions {
  readonly active?: boolean;
  readonly inactive?: boolean;
  readonly staff?: boolean;
  readonly superusers?: boolean;
  readonly limit: number;
  readonly after?: number;
  readonly json?: boolean;
}

function listCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('list')
    .description(t('cli.about.users.list'))
    .addOption(new Option('--active', t('cli.about.users.active')).conflicts('inactive'))
    .option('--inactive', t('cli.about.users.inactive'))
    .option('--staff', t('cli.about.users.staff'))
    .option('--superusers', t('cli.about.users.superusers'))
    .addOption(limitOption(t))
    .option('--after <id>', t('cli.about.users.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action((options: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const { active, inactive, staff, superusers, limit, after, json } = options;
        const { rows, next } = await useCases.user.list({
          ...(active || inactive ? { isActive: active === true } : {}),
          ...(staff ? { isStaff: true } : {}),
          ...(superusers ? { isSuperuser: true } : {}),
          limit,
          afterId: after,
        });
        printList(context, formOf(t), { rows, json });
        tellNextPage(context, { option: '--after', next });
      }),
    );
}

function showCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('show')
    .description(t('cli.about.users.show'))
    .argument('<user>', t('cli.about.users.user'), userReader(t))
    .option('--json', t('cli.about.json'))
    .action((word: string, { json = false }: { readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const user = await oneUser(context, useCases, word);
        const identities = await useCases.identity.list({ userId: user.id });
        const facts = { ...toJson(user), managed_by: user.managedBy };
        const place = await placeOfUser(useCases, user.id);
        terminal.print(
          ...(json
            ? jsonLines([{ ...facts, identities: identities.map(toIdentityJson), ...placeJson(place) }])
            : tableLines([
                ...Object.entries(facts).map(toRow),
                ...identities.map(toIdentityRow),
                ...placeRows(t, place),
              ])),
        );
        if (!place.isWhole) terminal.printError(t('cli.users.more_places'));
      }),
    );
}

function decision(
  context: CommandContext,
  name: 'deactivate' | 'activate',
  carryOut: (useCases: UseCases) => UseCases['user']['activate'],
): Command {
  const { t, terminal } = context;
  return new Command(name)
    .description(t(`cli.about.users.${name}`))
    .argument('<user>', t('cli.about.users.user'), userReader(t))
    .action((word: string) =>
      context.withAccounts(async ({ useCases }) => {
        const before = await oneUser(context, useCases, word);
        const user = await refusalsInWords(t, carryOut(useCases)({ by: 'operator', userId: before.id }));
        const isNews = user.isActive !== before.isActive;
        terminal.print(t(isNews ? `cli.users.${name}` : 'cli.users.unchanged', { id: user.id }));
      }),
    );
}

function toRow([name, value]: readonly [string, unknown]): readonly [string, string] {
  return [name, String(value ?? '') || NOTHING];
}

function toIdentityJson({ provider, subject, name, linkedAt }: Identity) {
  return { provider, subject, name, linked_at: linkedAt.toISOString() };
}

function toIdentityRow({ provider, subject, name }: Identity): readonly [string, string] {
  return ['identity', `${provider}  ${subject}  ${name}`];
}

/** Everything about a user but secrets; the names of the JSON API. */
function toJson(user: User) {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    is_active: user.isActive,
    is_verified: user.isEmailVerified,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    date_joined: user.dateJoined.toISOString(),
    last_login: user.lastLogin?.toISOString() ?? null,
  };
}

function formOf(t: Translator): ListForm<User> {
  return {
    none: 'cli.users_none',
    columns: [
      { heading: 'cli.heading.id', show: ({ id }) => String(id) },
      { heading: 'cli.heading.username', show: ({ username }) => username ?? '' },
      { heading: 'cli.heading.email', show: ({ email }) => email },
      {
        heading: 'cli.heading.state',
        show: ({ isActive }) => t(isActive ? 'cli.users.is_active' : 'cli.users.is_inactive'),
      },
      { heading: 'cli.heading.address_verified', show: (user) => verifiedWord(t, user) },
      { heading: 'cli.heading.rank', show: (user) => rankWord(t, user) },
      { heading: 'cli.heading.last_login', show: ({ lastLogin }) => lastLogin?.toISOString() ?? '' },
    ],
    toJson,
  };
}

/** Who has no address has nothing to verify. */
function verifiedWord(t: Translator, { email, isEmailVerified }: User): string {
  if (email === '') return '';
  return t(isEmailVerified ? 'cli.users.is_verified' : 'cli.users.is_unverified');
}

function rankWord(t: Translator, { isSuperuser, isStaff }: User): string {
  if (isSuperuser) return t('cli.users.is_superuser');
  return isStaff ? t('cli.users.is_staff') : '';
}
