import { Command } from 'commander';
import { AccountsError } from '../core/errors.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { User } from '../core/user/user.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeRefusal } from './describe-refusal.ts';
import { idReader, limitReader, USUAL_LIMIT } from './list-options.ts';
import { oneUser } from './one-user.ts';
import { jsonLines, tableLines } from './table.ts';

/** `users`: who is there, one of them, and shutting and opening an account. */
export function usersCommand(context: CommandContext): Command {
  return new Command('users')
    .description(context.t('cli.about.users'))
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(decision(context, 'deactivate', (useCases) => useCases.deactivateUser))
    .addCommand(decision(context, 'activate', (useCases) => useCases.activateUser));
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
  const { t, terminal } = context;
  return new Command('list')
    .description(t('cli.about.users.list'))
    .option('--active', t('cli.about.users.active'))
    .option('--inactive', t('cli.about.users.inactive'))
    .option('--staff', t('cli.about.users.staff'))
    .option('--superusers', t('cli.about.users.superusers'))
    .option('--limit <number>', t('cli.about.limit'), limitReader(t), USUAL_LIMIT)
    .option('--after <id>', t('cli.about.users.after'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action((options: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const users = await useCases.listUsers({
          ...(options.active === options.inactive ? {} : { isActive: options.active === true }),
          ...(options.staff ? { isStaff: true } : {}),
          ...(options.superusers ? { isSuperuser: true } : {}),
          limit: options.limit,
          afterId: options.after,
        });
        const last = users.length === options.limit ? users.at(-1) : undefined;
        terminal.print(
          ...(options.json ? jsonLines(users.map(toJson)) : tableLines(users.map(rowOf(context)))),
        );
        if (last) terminal.printError(t('cli.next_page', { option: `--after ${last.id}` }));
      }),
    );
}

function showCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('show')
    .description(t('cli.about.users.show'))
    .argument('<user>', t('cli.about.users.user'))
    .option('--json', t('cli.about.json'))
    .action((word: string, { json = false }: { readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const facts = toJson(await oneUser(context, useCases, word));
        const rows = Object.entries(facts).map(([name, value]) => [
          name,
          value === null ? '' : String(value),
        ]);
        terminal.print(...(json ? jsonLines([facts]) : tableLines(rows)));
      }),
    );
}

function decision(
  context: CommandContext,
  name: 'deactivate' | 'activate',
  carryOut: (useCases: UseCases) => UseCases['activateUser'],
): Command {
  const { t, terminal } = context;
  return new Command(name)
    .description(t(`cli.about.users.${name}`))
    .argument('<user>', t('cli.about.users.user'))
    .action((word: string) =>
      context.withAccounts(async ({ useCases }) => {
        const before = await oneUser(context, useCases, word);
        const user = await carryOut(useCases)({ userId: before.id }).catch((error: unknown) => {
          if (!(error instanceof AccountsError)) throw error;
          throw new CommandProblem(describeRefusal(t, error.refusal).join('\n'));
        });
        const isNews = user.isActive !== before.isActive;
        terminal.print(t(isNews ? `cli.users.${name}` : 'cli.users.unchanged', { id: user.id }));
      }),
    );
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

function rowOf({ t }: CommandContext): (user: User) => string[] {
  return (user) => [
    String(user.id),
    user.username ?? '',
    user.email,
    t(user.isActive ? 'cli.users.is_active' : 'cli.users.is_inactive'),
    user.isSuperuser ? t('cli.users.is_superuser') : user.isStaff ? t('cli.users.is_staff') : '',
    user.lastLogin?.toISOString() ?? '',
  ];
}
