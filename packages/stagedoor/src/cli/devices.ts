import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { notSeveral } from './one-user.ts';
import { refuseUnknownUser } from './unknown-user.ts';

interface Wish {
  readonly forget?: string;
  readonly forgetAll?: boolean;
}

/** `devices`: the browsers that a user is known by, and the way to forget one of them, or all. */
export function devicesCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('devices')
    .description(t('cli.about.devices'))
    .argument('<user>', t('cli.about.user'))
    .option('--forget <id>', t('cli.about.devices.forget'))
    .option('--forget-all', t('cli.about.devices.forget_all'))
    .action(async (user: string, { forget, forgetAll = false }: Wish) => {
      if (forget !== undefined && forgetAll)
        throw new CommandProblem(t('cli.devices_either'), exitCodes.wrongUsage);
      if (forget !== undefined) return await forgetSome(context, user, readId(context, forget));
      if (forgetAll) return await forgetSome(context, user, 'all');
      await list(context, user);
    });
}

function list(context: CommandContext, identifier: string): Promise<void> {
  const { t, terminal } = context;
  return context.withAccounts(async ({ useCases }) => {
    await notSeveral(context, useCases, identifier);
    const listed = useCases.listDevicesByOperator({ identifier });
    const devices = await refuseUnknownUser(context, identifier, listed);
    if (devices.length === 0) terminal.print(t('cli.devices_none'));
    for (const { id, lastSeenAt, ipAddress, userAgent } of devices) {
      terminal.print(
        `${String(id).padStart(16)}  ${lastSeenAt.toISOString()}  ${ipAddress}  ${shown(userAgent)}`,
      );
    }
  });
}

function forgetSome(context: CommandContext, identifier: string, which: number | 'all'): Promise<void> {
  const { t, terminal } = context;
  return context.withAccounts(async ({ useCases }) => {
    await notSeveral(context, useCases, identifier);
    const forgetting = useCases.forgetDevicesByOperator({ identifier, which });
    const count = await refuseUnknownUser(context, identifier, forgetting);
    if (count === 0 && which !== 'all') throw new CommandProblem(t('cli.no_device', { id: which }));
    terminal.print(t('cli.devices_forgotten', { count }));
  });
}

function readId({ t }: CommandContext, text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
  throw new CommandProblem(t('cli.not_a_device', { id: text }), exitCodes.wrongUsage);
}

/** What a stranger's browser calls itself must not steer the terminal. */
function shown(userAgent: string): string {
  return userAgent.replaceAll(/\p{C}/gu, '?');
}
