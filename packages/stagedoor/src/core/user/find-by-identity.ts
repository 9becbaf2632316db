import type { Dependencies } from './dependencies.ts';
import type { User } from './user.ts';

/** The user whom an outside system knows by a subject; null for nobody. */
export async function findByIdentity(
  { identities, users }: Pick<Dependencies, 'identities' | 'users'>,
  { provider, subject }: { readonly provider: string; readonly subject: string },
): Promise<User | null> {
  const identity = await identities.find(provider, subject);
  return identity && (await users.findById(identity.userId));
}
