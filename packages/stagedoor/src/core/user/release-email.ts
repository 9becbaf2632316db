import type { Dependencies } from '../dependencies.ts';

/** Frees an address that was only kept so that an e-mail change could be undone. */
export async function releaseEmail(
  deps: Pick<Dependencies, 'transact'>,
  input: { readonly userId: number; readonly emailKey: string },
): Promise<void> {
  await deps.transact(async (stores) => {
    const address = await stores.emailAddresses.findByKey(input.emailKey);
    if (address?.userId === input.userId && !address.isPrimary) {
      await stores.emailAddresses.remove(input.userId, input.emailKey);
    }
  });
}
