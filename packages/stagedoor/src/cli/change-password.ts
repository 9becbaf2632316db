import { Command } from 'commander';
import { AccountsError } from '../core/kernel/errors.ts';
import { userName } from '../core/user/user-name.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeRefusal } from './describe-refusal.ts';
import { oneUser, userReader } from './one-user.ts';
import { systemUser } from './system-user.ts';

const MOST_ATTEMPTS = 3;

interface ChangeFlags {
  readonly mustChange?: boolean;
}

/**
 * `changepassword [user]`: a new password typed twice, judged by the validators, three tries. With
 * `--must-change` it is good for one log-in, which asks for another.
 */
export function changePasswordCommand(context: CommandContext): Command {
  return new Command('changepassword')
    .description(context.t('cli.about.changepassword'))
    .argument('[user]', context.t('cli.about.changepassword.user'), userReader(context.t))
    .option('--must-change', context.t('cli.about.changepassword.must_change'))
    .action((user: string | undefined, { mustChange = false }: ChangeFlags) =>
      context.withAccounts((stagedoor) =>
        changePassword(context, stagedoor, { word: user ?? systemUser(), mustChange }),
      ),
    );
}

async function changePassword(
  context: CommandContext,
  { useCases }: Stagedoor,
  { word, mustChange }: { word: string; mustChange: boolean },
): Promise<void> {
  const { t, terminal } = context;
  const user = await oneUser(context, useCases, word);
  const username = userName(user);
  terminal.print(t('cli.changing_password', { username }));
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const password = await askTwice(context);
    if (
      password === null ||
      !(await isAccepted(
        context,
        useCases.password.setFor({ by: 'operator', userId: user.id, password, mustChange }),
      ))
    ) {
      continue;
    }
    terminal.print(t('cli.password_changed', { username }));
    return;
  }
  throw new CommandProblem(t('cli.password_aborted', { username, attempts: MOST_ATTEMPTS }));
}

/** Null, said on the terminal, where the two are not the same. */
export async function askTwice({ t, terminal }: CommandContext): Promise<string | null> {
  const first = await terminal.askPassword(t('cli.ask_password'));
  const second = await terminal.askPassword(t('cli.ask_password_again'));
  if (first === second) return first;
  terminal.printError(t('cli.passwords_do_not_match'));
  return null;
}

/** Prints what the validators refuse, which costs one try; anything else falls through. */
async function isAccepted({ t, terminal }: CommandContext, change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (!(error instanceof AccountsError) || error.refusal.code !== 'invalid-input') throw error;
    terminal.printError(...describeRefusal(t, error.refusal));
    return false;
  }
}
