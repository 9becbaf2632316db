import type { Dependencies } from './dependencies.ts';
import { findByIdentifier } from './find-by-identifier.ts';
import type { User } from './user.ts';

/** The user a typed identifier names, for the command line and set-up; null for nobody. */
export async function findUser(
  deps: Pick<Dependencies, 'users' | 'settings'>,
  input: { readonly identifier: string },
): Promise<User | null> {
  return await findByIdentifier(deps, input.identifier);
}
