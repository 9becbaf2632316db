import { Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from './command-context.ts';

const USUAL_DAYS = 14;
const MOST_DAYS = 366;

/** `users_per_day`: how many different logged-in users came on each of the last days, in UTC. */
export function usersPerDayCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  const readDays = (text: string): number => {
    const days = Number(text);
    if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
    throw new InvalidArgumentError(t('cli.wrong_days', { most: MOST_DAYS }));
  };
  return new Command('users_per_day')
    .description(t('cli.about.users_per_day'))
    .option('--days <number>', t('cli.about.users_per_day.days'), readDays, USUAL_DAYS)
    .action(({ days }: { readonly days: number }) =>
      context.withAccounts(async ({ useCases }) => {
        const counted = await useCases.countUsersPerDay({ days });
        terminal.print(...counted.map(({ day, users }) => `${day}  ${String(users).padStart(6)}`));
      }),
    );
}
