import { Command } from 'commander';
import { AccountsError } from '../core/kernel/errors.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { askForSuperuser } from './ask-for-superuser.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeProblems } from './describe-refusal.ts';
import type { NewSuperuser, SuperuserFlags } from './new-superuser.ts';

/** `createsuperuser`: asks a person, or takes options and environment with `--noinput`. */
export function createSuperuserCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('createsuperuser')
    .description(t('cli.about.createsuperuser'))
    .option('--username <name>', t('cli.about.createsuperuser.username'))
    .option('--email <address>', t('cli.about.createsuperuser.email'))
    .option('--first_name <name>', t('cli.about.createsuperuser.first_name'))
    .option('--last_name <name>', t('cli.about.createsuperuser.last_name'))
    .option('--noinput', t('cli.about.createsuperuser.noinput'))
    .option('--no-input', t('cli.about.createsuperuser.no_input'))
    .action(async (flags: SuperuserFlags) => {
      const asks = flags.input && !flags.noinput;
      if (asks && !terminal.isInteractive) {
        terminal.print(t('cli.not_a_terminal'));
        return;
      }
      await context.withAccounts(async (stagedoor) => {
        const asked = asks
          ? await askForSuperuser(context, stagedoor, flags)
          : readSuperuser(context, stagedoor, flags);
        await createSuperuser(context, stagedoor, asked);
        terminal.print(t('cli.superuser_created'));
      });
    });
}

/**
 * Makes the superuser. The password is not judged again: the questions have judged it, and one from the environment is
 * taken as it is.
 *
 * @throws CommandProblem in Django's words.
 */
export async function createSuperuser(
  { t }: Pick<CommandContext, 't'>,
  { useCases }: Stagedoor,
  asked: NewSuperuser & { readonly mustChangePassword?: boolean },
): Promise<void> {
  try {
    await useCases.user.create({
      by: 'operator',
      ...asked,
      validatePassword: false,
      isStaff: true,
      isSuperuser: true,
    });
  } catch (error) {
    if (!(error instanceof AccountsError) || error.refusal.code !== 'invalid-input') throw error;
    const problems = Object.values(error.refusal.fields).flat();
    if (problems.some(({ code }) => code === 'username_taken'))
      throw new CommandProblem(t('cli.username_taken'));
    if (problems.some(({ code }) => code === 'email_taken'))
      throw new CommandProblem(t('cli.email_address_taken'));
    throw new CommandProblem(describeProblems(t, problems).join('\n'));
  }
}

/** The answers of `--noinput`. @throws CommandProblem for what is missing. */
function readSuperuser(context: CommandContext, stagedoor: Stagedoor, flags: SuperuserFlags): NewSuperuser {
  const { t, environment } = context;
  const { settings } = stagedoor;
  const { DJANGO_SUPERUSER_USERNAME, DJANGO_SUPERUSER_EMAIL, DJANGO_SUPERUSER_PASSWORD } = environment;
  const username = flags.username ?? DJANGO_SUPERUSER_USERNAME;
  const email = flags.email ?? DJANGO_SUPERUSER_EMAIL;
  if (settings.logInBy !== 'email' && !username) throw new CommandProblem(t('cli.username_needed'));
  if (!email) throw new CommandProblem(t('cli.email_needed'));
  return {
    username: settings.logInBy === 'email' ? null : (username ?? null),
    email,
    ...givenNames(context, stagedoor, flags),
    password: DJANGO_SUPERUSER_PASSWORD || null,
  };
}

/** @throws CommandProblem for a name that the site asks of whoever signs up, and that nobody gave */
function givenNames(
  { t, environment }: CommandContext,
  { settings }: Stagedoor,
  { first_name, last_name }: SuperuserFlags,
): Pick<NewSuperuser, 'firstName' | 'lastName'> {
  const firstName = first_name ?? environment.DJANGO_SUPERUSER_FIRST_NAME ?? '';
  const lastName = last_name ?? environment.DJANGO_SUPERUSER_LAST_NAME ?? '';
  const { firstName: first, lastName: last } = settings.signUpFields;
  if (first?.isRequired && firstName === '') throw new CommandProblem(t('cli.first_name_needed'));
  if (last?.isRequired && lastName === '') throw new CommandProblem(t('cli.last_name_needed'));
  return { firstName, lastName };
}
