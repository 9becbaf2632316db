import { Command } from 'commander';
import { canonicalEmail } from '../core/kernel/email.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';

/** `sendtestemail`: an e-mail that leaves at once and says why it does not; Django's name. */
export function sendTestEmailCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('sendtestemail')
    .description(t('cli.about.sendtestemail'))
    .argument('<address...>', t('cli.about.sendtestemail.address'))
    .action(async (addresses: readonly string[]) => {
      const wrong = addresses.find((address) => canonicalEmail(address) === null);
      if (wrong !== undefined) {
        throw new CommandProblem(t('cli.not_an_email', { address: wrong }), exitCodes.wrongUsage);
      }
      await context.withStagedoor(async ({ sendTestMail, mailCatcher }) => {
        for (const address of addresses) {
          await sendTestMail(address).catch((error: unknown) => {
            const reason = error instanceof Error ? error.message : String(error);
            throw new CommandProblem(t('cli.test_letter_failed', { address, reason }));
          });
          terminal.print(t(mailCatcher ? 'cli.test_letter_caught' : 'cli.test_letter_sent', { address }));
        }
      });
    });
}
