import type { Dependencies } from './dependencies.ts';
import type { User } from './user.ts';

/** The user of this id, as of now; null for nobody. `findUser` takes a name or an address instead. */
export async function readUser(
  deps: Pick<Dependencies, 'users'>,
  input: { readonly userId: number },
): Promise<User | null> {
  return await deps.users.findById(input.userId);
}
