import { Command } from 'commander';
import { checkPassword } from '../core/password/password-policy.ts';
import { randomPassword } from '../core/password/random-password.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { createSuperuser } from './create-superuser.ts';
import { describeProblems } from './describe-refusal.ts';
import { explainError } from './explain-error.ts';
import type { NewSuperuser } from './new-superuser.ts';

const USUAL_USERNAME = 'admin';
/** The source's address. Somebody owns it, so it is used only where no e-mail leaves the machine. */
const USUAL_EMAIL = 'admin@gmail.com';

interface SetUpFlags {
  readonly username?: string;
  readonly email?: string;
  readonly password?: string;
}

/** `setup_project`: the database and its first superuser in one go; run again, it changes nothing. */
export function setUpProjectCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('setup_project')
    .description(t('cli.about.setup_project'))
    .option('--username <name>', t('cli.about.setup_project.username'))
    .option('--email <address>', t('cli.about.setup_project.email'))
    .option('--password <password>', t('cli.about.setup_project.password'))
    .action(async (flags: SetUpFlags) => {
      try {
        await context.withStagedoor((stagedoor) => setUpProject(context, stagedoor, flags));
      } catch (error) {
        throw startingWithError(t, error);
      }
    });
}

/** The source's form of every failure: a line that starts with "Error:". */
function startingWithError(t: Translator, error: unknown): CommandProblem {
  const { lines, exitCode } = explainError(t, { error, command: null });
  const text = lines.join('\n');
  const isMarked = text.startsWith(t('cli.error', { reason: '' }).trim());
  const problem = new CommandProblem(isMarked ? text : t('cli.error', { reason: text }), exitCode);
  problem.cause = error;
  return problem;
}

async function setUpProject(context: CommandContext, stagedoor: Stagedoor, flags: SetUpFlags): Promise<void> {
  const { t, terminal } = context;
  // There is nothing to make: the migrations ship with the library. The lines are those that scripts wait for.
  terminal.print(t('cli.making_migrations'), t('cli.migrations_made'));
  terminal.print(t('cli.applying_migrations'));
  await stagedoor.migrations.apply();
  terminal.print(t('cli.migrations_applied'));
  const wanted = readSuperuser(context, stagedoor, flags);
  const identifier = wanted.username ?? wanted.email;
  if (await stagedoor.useCases.user.find({ identifier })) {
    terminal.print(t('cli.superuser_exists'));
    return;
  }
  terminal.print(t('cli.creating_superuser'));
  await createOrRefuse(context, stagedoor, wanted);
}

async function createOrRefuse(
  context: CommandContext,
  stagedoor: Stagedoor,
  wanted: NewSuperuser,
): Promise<void> {
  const { t, terminal } = context;
  const problems = wanted.password === null ? [] : passwordProblems(context, stagedoor, wanted);
  if (problems.length > 0 && stagedoor.config.nodeEnv === 'production') {
    throw new CommandProblem([t('cli.weak_password_refused'), ...problems].join('\n'));
  }
  if (wanted.email === '') throw new CommandProblem(t('cli.setup_email_needed'));
  const password = wanted.password ?? randomPassword();
  await createSuperuser(context, stagedoor, { ...wanted, password, mustChangePassword: problems.length > 0 });
  terminal.print(t('cli.superuser_created'));
  if (problems.length > 0) terminal.printError(t('cli.weak_password_taken'), ...problems);
  if (wanted.password === null) {
    terminal.print(t('cli.password_told_once', { username: wanted.username ?? wanted.email, password }));
  }
}

/** Options first, then the environment, then the source's values, all but its password: that one everybody knows. */
function readSuperuser(
  { environment }: CommandContext,
  { settings, config }: Stagedoor,
  flags: SetUpFlags,
): NewSuperuser {
  const { DJANGO_SUPERUSER_USERNAME, DJANGO_SUPERUSER_EMAIL, DJANGO_SUPERUSER_PASSWORD } = environment;
  const mailsStay = config.mailUrl === null;
  return {
    username:
      settings.logInBy === 'email' ? null : flags.username || DJANGO_SUPERUSER_USERNAME || USUAL_USERNAME,
    email: flags.email || DJANGO_SUPERUSER_EMAIL || (mailsStay ? USUAL_EMAIL : ''),
    password: flags.password || DJANGO_SUPERUSER_PASSWORD || null,
  };
}

function passwordProblems(
  { t }: CommandContext,
  { settings }: Stagedoor,
  { username, email, password }: NewSuperuser,
): readonly string[] {
  const subject = { username: username ?? '', email };
  return describeProblems(t, checkPassword(settings.passwordPolicy, password ?? '', subject));
}
