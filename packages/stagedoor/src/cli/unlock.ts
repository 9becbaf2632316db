import { isIP } from 'node:net';
import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { nobodyOrOne, userReader } from './one-user.ts';
import { unknownUser } from './unknown-user.ts';

/** `unlock`: lifts the waits that failed attempts have put on an account, or on an address of the network. */
export function unlockCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('unlock')
    .description(t('cli.about.unlock'))
    .argument('[user]', t('cli.about.user'), userReader(t))
    .option('--ip <address>', t('cli.about.unlock.ip'))
    .action(async (user: string | undefined, { ip }: { readonly ip?: string }) => {
      if ((user === undefined) === (ip === undefined)) {
        throw new CommandProblem(t('cli.unlock_either'), exitCodes.wrongUsage);
      }
      if (ip !== undefined && isIP(ip) === 0) {
        throw new CommandProblem(t('cli.not_an_address', { address: ip }), exitCodes.wrongUsage);
      }
      const count =
        ip === undefined ? await unlockUser(context, user ?? '') : await unlockAddress(context, ip);
      terminal.print(t('cli.unlocked', { count }));
    });
}

function unlockAddress(context: CommandContext, ipAddress: string): Promise<number> {
  return context.withAccounts(({ useCases }) => useCases.login.unlock({ ipAddress }));
}

/** Names that nobody has are counted too, so their waits can be lifted; only a name without either is refused. */
function unlockUser(context: CommandContext, identifier: string): Promise<number> {
  return context.withAccounts(async ({ useCases }) => {
    const user = await nobodyOrOne(context, useCases, identifier);
    const count = await useCases.login.unlock({ identifier, userId: user?.id });
    if (count === 0 && user === null) throw unknownUser(context, identifier);
    return count;
  });
}
