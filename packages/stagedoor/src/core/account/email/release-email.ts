import type { Dependencies } from '../dependencies.ts';
import { ownAddresses } from './own-addresses.ts';

/**
 * Frees an address that was only kept so that an e-mail change could be undone. One that is primary again stays, and so
 * does one to which a later change can still be taken back: that change has a release of its own, if it gave the
 * address up at all.
 */
export async function releaseEmail(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { userId, emailKey }: { readonly userId: number; readonly emailKey: string },
): Promise<void> {
  const now = deps.clock.now();
  await deps.transact(async (stores) => {
    await stores.users.lockById(userId);
    const addresses = await ownAddresses(stores, userId, now);
    const address = addresses.find((own) => own.emailKey === emailKey);
    if (!address || address.isPrimary || address.keptUntil !== null) return;
    await stores.emailAddresses.remove(userId, address.id);
  });
}
