import { after, days } from '../kernel/clock.ts';
import type { Dependencies } from './dependencies.ts';

/** One UTC day, `YYYY-MM-DD`, and how many different logged-in users came on it. */
export interface UsersOfDay {
  readonly day: string;
  readonly users: number;
}

const MOST_DAYS = 366;

/** Users of each of the last `days` UTC days, today included, ascending; days without anybody count 0. */
export async function countUsersPerDay(
  { visits, clock }: Pick<Dependencies, 'visits' | 'clock'>,
  input: { readonly days: number },
): Promise<readonly UsersOfDay[]> {
  const length = Math.min(Math.max(Math.trunc(input.days), 1), MOST_DAYS);
  const first = after(startOfDay(clock.now()), -days(length - 1));
  const counted = new Map((await visits.countUsersPerDay(first)).map(({ day, users }) => [day, users]));
  return Array.from({ length }, (_, index) => {
    const day = dayOf(after(first, days(index)));
    return { day, users: counted.get(day) ?? 0 };
  });
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function startOfDay(moment: Date): Date {
  return new Date(`${dayOf(moment)}T00:00:00.000Z`);
}
