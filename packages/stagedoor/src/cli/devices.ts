import { Command, Option } from 'commander';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { numberReader } from './list-options.ts';
import { oneUser, userReader } from './one-user.ts';
import { type ListForm, printList } from './print-list.ts';

interface Wish {
  readonly forget?: number;
  readonly forgetAll?: boolean;
  readonly json?: boolean;
}

/** `devices`: the browsers that a user is known by, and the way to forget one of them, or all. */
export function devicesCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('devices')
    .description(t('cli.about.devices'))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .addOption(
      new Option('--forget <id>', t('cli.about.devices.forget'))
        .argParser(numberReader(t, 'cli.not_a_device'))
        .conflicts(['forgetAll', 'json']),
    )
    .addOption(new Option('--forget-all', t('cli.about.devices.forget_all')).conflicts('json'))
    .option('--json', t('cli.about.json'))
    .action((word: string, { forget, forgetAll = false, json }: Wish) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: userId } = await oneUser(context, useCases, word);
        const which = forgetAll ? 'all' : forget;
        if (which !== undefined) return await forgetSome(context, useCases, { userId, which });
        printList(context, form, { rows: await useCases.device.listByOperator({ userId }), json });
      }),
    );
}

type Device = Awaited<ReturnType<Stagedoor['useCases']['device']['listByOperator']>>[number];

/** A user has twenty at most, so there is no next page. */
const form: ListForm<Device> = {
  none: 'cli.devices_none',
  columns: [
    { heading: 'cli.heading.id', show: ({ id }) => String(id) },
    { heading: 'cli.heading.last_seen', show: ({ lastSeenAt }) => lastSeenAt.toISOString() },
    { heading: 'cli.heading.address', show: ({ ipAddress }) => ipAddress },
    { heading: 'cli.heading.browser', show: ({ userAgent }) => userAgent },
  ],
  toJson: ({ id, ipAddress, userAgent, firstSeenAt, lastSeenAt }) => ({
    id,
    ip_address: ipAddress,
    user_agent: userAgent,
    first_seen: firstSeenAt.toISOString(),
    last_seen: lastSeenAt.toISOString(),
  }),
};

async function forgetSome(
  { t, terminal }: CommandContext,
  useCases: Stagedoor['useCases'],
  wish: { readonly userId: number; readonly which: number | 'all' },
): Promise<void> {
  const count = await useCases.device.forgetByOperator(wish);
  if (count === 0 && wish.which !== 'all') throw new CommandProblem(t('cli.no_device', { id: wish.which }));
  terminal.print(t('cli.devices_forgotten', { count }));
}
