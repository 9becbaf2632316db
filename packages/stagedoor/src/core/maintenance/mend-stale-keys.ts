import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { StaleAddress, StaleName } from '../user/find-stale-keys.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { type KeyMending, planKeyMending } from './plan-key-mending.ts';

const BATCH = 200;

/**
 * The operator's command after rows were copied from elsewhere: stores names and addresses under the forms that log-ins look for, in
 * batches, each with its audit event. What is no address is unproved. Where the form is somebody else's, or wanted by two, neither is
 * changed and both are named. Answers what was done.
 *
 * @example
 * const { names, nameClashes } = await stagedoor.useCases.maintenance.mendStaleKeys();
 */
export async function mendStaleKeys(
  deps: Pick<Dependencies, 'lookupKeys' | 'users' | 'emailAddresses' | 'transact' | 'clock'>,
): Promise<KeyMending> {
  const plan = await planKeyMending(deps);
  const names = await inBatches(deps, plan.names, mendName);
  const addresses = await inBatches(deps, plan.addresses, mendAddress);
  return { ...plan, names, addresses };
}

type Mend<Row> = (stores: Pick<Stores, 'lookupKeys'>, row: Row) => Promise<boolean>;

const mendName: Mend<StaleName> = ({ lookupKeys }, { seen, right }) => lookupKeys.setNameKey(seen, right);

const mendAddress: Mend<StaleAddress> = ({ lookupKeys }, { seen, right }) =>
  lookupKeys.setAddressKeys(seen, right);

async function inBatches<Row>(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  rows: readonly Row[],
  mend: Mend<Row>,
): Promise<readonly Row[]> {
  const mended: Row[] = [];
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    mended.push(...(await deps.transact((stores) => mendBatch(stores, deps, { batch, mend }))));
  }
  return mended;
}

/** Somebody who changed their name or address meanwhile has the right form by that. */
async function mendBatch<Row>(
  stores: Pick<Stores, 'lookupKeys' | 'audit'>,
  { clock }: Pick<Dependencies, 'clock'>,
  { batch, mend }: { readonly batch: readonly Row[]; readonly mend: Mend<Row> },
): Promise<readonly Row[]> {
  const mended: Row[] = [];
  for (const row of batch) if (await mend(stores, row)) mended.push(row);
  const detail = { rows: mended.length };
  const event = securityEvent('keys-mend', { userId: null, visitor: operator, now: clock.now(), detail });
  if (mended.length > 0) await stores.audit.append(event);
  return mended;
}
