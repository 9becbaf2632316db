import { AccountsError } from '../core/kernel/errors.ts';

/** The id in an address. @throws AccountsError `not-found` for what is no id: nothing is there */
export function readId(given: string | undefined): number {
  if (given === undefined || !/^[1-9]\d{0,15}$/.test(given) || !Number.isSafeInteger(Number(given)))
    throw new AccountsError({ code: 'not-found' });
  return Number(given);
}
