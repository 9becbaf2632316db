import type { AskedName } from '../core/account/sign-up-fields.ts';
import { checkEmail } from '../core/kernel/email.ts';
import { checkPassword } from '../core/password/password-policy.ts';
import { checkName } from '../core/user/profile-fields.ts';
import { checkUsername } from '../core/user/username.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeProblems } from './describe-refusal.ts';
import type { NewSuperuser, SuperuserFlags } from './new-superuser.ts';
import { systemUser } from './system-user.ts';

/** Judges one answer: what is wrong with it, in words; nothing for a good one. */
type Judge = (answer: string) => Promise<readonly string[]> | readonly string[];

/**
 * Asks the questions of `createsuperuser`, each until its answer is good: the username (the system's user by default),
 * the address, the password twice. What was given as an option is asked for only if it is wrong.
 */
export async function askForSuperuser(
  context: Pick<CommandContext, 't' | 'terminal'>,
  stagedoor: Stagedoor,
  flags: SuperuserFlags,
): Promise<NewSuperuser> {
  const username =
    stagedoor.settings.logInBy === 'email' ? null : await askUsername(context, stagedoor, flags);
  const email = await askEmail(context, stagedoor, flags);
  const names = await askNames(context, stagedoor, flags);
  const password = await askPassword(context, stagedoor, { username, email, ...names });
  return { username, email, ...names, password };
}

/** Those that the site asks of whoever signs up, as Django asks its `REQUIRED_FIELDS`; any other is an option alone. */
async function askNames(
  context: Pick<CommandContext, 't' | 'terminal'>,
  { settings }: Stagedoor,
  { first_name, last_name }: SuperuserFlags,
): Promise<{ readonly firstName: string; readonly lastName: string }> {
  const { t } = context;
  const askName = async (asked: AskedName | null, given: string | undefined, question: string) => {
    if (asked?.isRequired !== true && given === undefined) return '';
    const judge: Judge = (answer) => {
      const isMissing = asked?.isRequired === true && answer.trim() === '';
      return describeProblems(t, isMissing ? [{ code: 'blank' }] : checkName(answer, asked?.maxLength));
    };
    return await askUntilGood(context, { given, question, fallback: '', judge });
  };
  return {
    firstName: await askName(settings.signUpFields.firstName, first_name, t('cli.ask_first_name')),
    lastName: await askName(settings.signUpFields.lastName, last_name, t('cli.ask_last_name')),
  };
}

async function askUsername(
  context: Pick<CommandContext, 't' | 'terminal'>,
  stagedoor: Stagedoor,
  flags: SuperuserFlags,
): Promise<string> {
  const { t } = context;
  if (flags.username === '') throw new CommandProblem(t('cli.username_blank'));
  const judge: Judge = async (answer) => {
    // The address is not known yet, so a username that is one may be the user's own.
    const problems = describeProblems(t, checkUsername(answer, answer));
    if (problems.length > 0 || !(await isTaken(stagedoor, answer))) return problems;
    return [t('cli.username_taken')];
  };
  const ownName = systemUser();
  const fallback = ownName !== '' && (await judge(ownName)).length === 0 ? ownName : '';
  const question = fallback === '' ? t('cli.ask_username') : t('cli.ask_username_or', { username: fallback });
  return await askUntilGood(context, { given: flags.username, question, fallback, judge });
}

async function askEmail(
  context: Pick<CommandContext, 't' | 'terminal'>,
  stagedoor: Stagedoor,
  flags: SuperuserFlags,
): Promise<string> {
  const { t } = context;
  const isRequired = stagedoor.settings.logInBy === 'email';
  const judge: Judge = async (answer) => {
    if (answer.trim() === '' && !isRequired) return [];
    const problems = describeProblems(t, checkEmail(answer));
    if (problems.length > 0 || !(await isTaken(stagedoor, answer))) return problems;
    return [t('cli.email_address_taken')];
  };
  return await askUntilGood(context, {
    given: flags.email,
    question: t('cli.ask_email'),
    fallback: '',
    judge,
  });
}

async function isTaken({ useCases }: Stagedoor, identifier: string): Promise<boolean> {
  return (await useCases.user.find({ identifier })) !== null;
}

async function askUntilGood(
  { terminal }: Pick<CommandContext, 'terminal'>,
  asked: {
    readonly given: string | undefined;
    readonly question: string;
    readonly fallback: string;
    readonly judge: Judge;
  },
): Promise<string> {
  let answer = asked.given ?? (await terminal.ask(asked.question, asked.fallback));
  for (;;) {
    const problems = await asked.judge(answer);
    if (problems.length === 0) return answer;
    terminal.printError(...problems);
    answer = await terminal.ask(asked.question, asked.fallback);
  }
}

async function askPassword(
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
  { settings }: Stagedoor,
  owner: Omit<NewSuperuser, 'password'>,
): Promise<string> {
  const subject = { ...owner, username: owner.username ?? '' };
  for (;;) {
    const first = await terminal.askPassword(t('cli.ask_password'));
    const second = await terminal.askPassword(t('cli.ask_password_again'));
    if (first !== second) terminal.printError(t('cli.passwords_differ'));
    else if (first.trim() === '') terminal.printError(t('cli.password_blank'));
    else {
      const problems = checkPassword(settings.passwordPolicy, first, subject);
      if (problems.length === 0) return first;
      terminal.printError(...describeProblems(t, problems));
      if (await terminal.confirm(t('cli.password_bypass'))) return first;
    }
  }
}
