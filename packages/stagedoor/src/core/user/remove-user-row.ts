import { fieldRefusal } from '../kernel/errors.ts';
import type { Stores } from './dependencies.ts';

/** @throws AccountsError `invalid-input`: `account_still_needed` where a row of the site refers to them, or to what goes with them, that must not lose it */
export async function removeUserRow({ users }: Pick<Stores, 'users'>, id: number): Promise<void> {
  if ((await users.delete(id)) === 'needed') throw fieldRefusal('non_field_errors', 'account_still_needed');
}
