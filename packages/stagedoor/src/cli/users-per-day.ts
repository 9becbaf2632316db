import { Command, InvalidArgumentError } from 'commander';
import type { UsersOfDay } from '../core/activity/count-users-per-day.ts';
import type { CommandContext } from './command-context.ts';
import { type ListForm, printList } from './print-list.ts';

const USUAL_DAYS = 14;
const MOST_DAYS = 366;

/** `users_per_day`: how many different logged-in users came on each of the last days, in UTC. */
export function usersPerDayCommand(context: CommandContext): Command {
  const { t } = context;
  const readDays = (text: string): number => {
    const days = Number(text);
    if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
    throw new InvalidArgumentError(t('cli.wrong_days', { most: MOST_DAYS }));
  };
  return new Command('users_per_day')
    .description(t('cli.about.users_per_day'))
    .option('--days <number>', t('cli.about.users_per_day.days'), readDays, USUAL_DAYS)
    .option('--json', t('cli.about.json'))
    .action(({ days, json }: { readonly days: number; readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        printList(context, form, { rows: await useCases.activity.countUsersPerDay({ days }), json });
      }),
    );
}

/** Every day that is asked for has a row. */
const form: ListForm<UsersOfDay> = {
  none: 'cli.users_none',
  columns: [
    { heading: 'cli.heading.day', show: ({ day }) => day },
    { heading: 'cli.heading.users', show: ({ users }) => String(users) },
  ],
  toJson: ({ day, users }) => ({ day, users }),
};
