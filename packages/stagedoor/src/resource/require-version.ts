import { AccountsError } from '../core/kernel/errors.ts';
import type { StoredRow } from './resource-store.ts';

/** The version of a row that its sender has seen, or any of several; null where they did not say. */
export type SeenVersion = number | readonly number[] | null;

/** @throws AccountsError `changed-meanwhile` where the row is none that its sender has seen */
export function requireVersion({ version }: Pick<StoredRow, 'version'>, seen: SeenVersion): void {
  if (seen === null || [seen].flat().includes(version)) return;
  throw new AccountsError({ code: 'changed-meanwhile' });
}
