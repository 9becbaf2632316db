import type { RawFields } from '../../../http/request/body.ts';
import type { GuardedRows } from '../../../resource/guarded-rows.ts';
import type { OnBehalf } from '../../../resource/on-behalf.ts';
import { type BulkPart, bulkParts } from './read-bulk.ts';

const actions: Readonly<Record<BulkPart, string>> = { delete: 'delete', update: 'change', create: 'add' };

/**
 * Refuses, before anything of it is read, whoever may do nothing of what they send whichever row it is, and whoever sends nothing and might do
 * nothing. @throws AccountsError as `admit` does
 */
export async function requireParts(
  rows: Pick<GuardedRows, 'admit' | 'may'>,
  by: OnBehalf,
  sent: RawFields,
): Promise<void> {
  const parts = bulkParts.filter((part) => !isNothing(sent[part]));
  if (parts.length === 0) return await requireSome(rows, by);
  for (const part of parts) await rows.admit(by, actions[part]);
}

/** @throws AccountsError as `admit` does, for who may do none of it */
async function requireSome(rows: Pick<GuardedRows, 'admit' | 'may'>, by: OnBehalf): Promise<void> {
  const [first = 'create', ...others] = bulkParts;
  await rows.admit(by, actions[first]).catch(async (refused: unknown) => {
    for (const part of others) if (await rows.may(by, actions[part])) return;
    throw refused;
  });
}

function isNothing(part: unknown): boolean {
  return part === undefined || (Array.isArray(part) && part.length === 0);
}
