import { canonicalEmail } from '../kernel/email.ts';
import type { Dependencies } from './dependencies.ts';
import type { User } from './user.ts';
import { usernameKeyOf } from './username.ts';

const ID = /^(?:id:)?([1-9]\d{0,15})$/;

/**
 * Everybody whom an operator's word may mean: by id (`7`, `id:7`), by user name, by proved address. Several, where a name looks like an id or an
 * address of somebody else: whoever asks must choose, because an operator's act cannot be taken back.
 */
export async function findUsersNamed(
  { users }: Pick<Dependencies, 'users'>,
  { word }: { readonly word: string },
): Promise<readonly User[]> {
  const id = Number(ID.exec(word)?.[1] ?? Number.NaN);
  const emailKey = canonicalEmail(word);
  const usernameKey = usernameKeyOf(word);
  const found = [
    Number.isSafeInteger(id) ? await users.findById(id) : null,
    usernameKey === null ? null : await users.findByUsernameKey(usernameKey),
    emailKey === null ? null : await users.findByEmailKey(emailKey),
  ];
  return [...new Map(found.flatMap((user) => (user === null ? [] : [[user.id, user] as const]))).values()];
}
