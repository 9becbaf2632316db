import { Command } from 'commander';
import { userName } from '../core/user/user-name.ts';
import { askTwice } from './change-password.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { refusalsInWords } from './one-group.ts';

interface CreateFlags {
  readonly email?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly staff?: boolean;
  readonly noinput?: boolean;
}

/** `users create`: somebody who is no superuser. Without a password nobody logs in by one until it is set or reset. */
export function createUserCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('create')
    .description(t('cli.about.users.create'))
    .argument('[username]', t('cli.about.createsuperuser.username'))
    .option('--email <address>', t('cli.about.createsuperuser.email'))
    .option('--first_name <name>', t('cli.about.createsuperuser.first_name'))
    .option('--last_name <name>', t('cli.about.createsuperuser.last_name'))
    .option('--staff', t('cli.about.users.create.staff'))
    .option('--noinput', t('cli.about.users.create.noinput'))
    .action((username: string | undefined, flags: CreateFlags) =>
      context.withAccounts(async ({ useCases }) => {
        const making = useCases.user.create({
          by: 'operator',
          username: username ?? null,
          email: flags.email ?? '',
          firstName: flags.first_name ?? '',
          lastName: flags.last_name ?? '',
          isStaff: flags.staff === true,
          password: flags.noinput ? null : await askForPassword(context),
        });
        const made = await refusalsInWords(t, making);
        terminal.print(t('cli.users.created', { name: userName(made), id: made.id }));
      }),
    );
}

async function askForPassword(context: CommandContext): Promise<string> {
  const { t, terminal } = context;
  if (!terminal.isInteractive) throw new CommandProblem(t('cli.users.create_asks'));
  const password = await askTwice(context);
  if (password === null) throw new CommandProblem(t('cli.users.create_not'));
  return password;
}
