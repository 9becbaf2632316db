import type { Dependencies } from '../dependencies.ts';
import { networkOf } from '../login/network-of.ts';
import { canonicalEmail } from '../user/email.ts';
import type { Visitor } from '../visitor.ts';
import { admitAttempt, takeAttempt } from './attempts.ts';

/**
 * Counts a letter that somebody causes, and says whether it may go. Too many from one source are refused;
 * too many to one address are left out without a word, because the answer must not depend on the address.
 *
 * @throws AccountsError `throttled` by source.
 */
export async function admitMail(
  deps: Pick<Dependencies, 'limits' | 'audit' | 'clock' | 'settings'>,
  letter: { readonly email: string; readonly visitor: Visitor; readonly userId: number | null },
): Promise<boolean> {
  const { mailPerSource, mailPerAddress } = deps.settings.limits;
  const { email, ...who } = letter;
  const of = networkOf(who.visitor.ipAddress);
  await takeAttempt(deps, { name: 'mail-source', of, limit: mailPerSource, who });
  const address = { name: 'mail-address', of: canonicalEmail(email) ?? '', limit: mailPerAddress, who };
  return (await admitAttempt(deps, address)).admitted;
}
