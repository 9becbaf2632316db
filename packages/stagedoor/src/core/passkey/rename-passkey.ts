import { AccountsError, refuseProblems } from '../kernel/errors.ts';
import { labelProblems } from '../kernel/label-problems.ts';
import { requireBrowser } from '../session/require-browser.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';

export const PASSKEY_NAME_LENGTH = 100;

/**
 * Gives one of the user's own passkeys another name. It opens as much as before, so no proof is asked.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `invalid-input` (`name`), `not-found`
 */
export async function renamePasskey(
  { passkeys }: Pick<Dependencies, 'passkeys'>,
  { principal, id, name }: { readonly principal: Principal; readonly id: number; readonly name: string },
): Promise<void> {
  requireBrowser(principal);
  const given = nameOf(name);
  if (!(await passkeys.rename(principal.user.id, id, given))) throw new AccountsError({ code: 'not-found' });
}

/**
 * A name as it is kept; may be empty.
 *
 * @throws AccountsError `invalid-input` (`name`)
 */
export function nameOf(typed: string): string {
  const name = typed.trim();
  refuseProblems({ name: labelProblems(name, PASSKEY_NAME_LENGTH) });
  return name;
}
