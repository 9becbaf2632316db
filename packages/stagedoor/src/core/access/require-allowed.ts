import { AccountsError } from '../kernel/errors.ts';
import type { Principal } from '../session/session.ts';
import type { AccessRule } from './access-rule.ts';
import { isAllowed } from './is-allowed.ts';

/**
 * Lets those go on who may, by `isAllowed`.
 *
 * @throws AccountsError `email-unverified` where the proof of an address is all that is wanting, else `permission-denied`
 * @throws RecordProblem for a rule with a slip in it
 */
export async function requireAllowed(
  deps: object,
  input: { readonly principal: Principal; readonly rule: AccessRule },
): Promise<void> {
  const { principal, rule } = input;
  if (await isAllowed(deps, input)) return;
  const { verified, ...others } = rule;
  const wantsProof = verified === true && (await isAllowed(deps, { principal, rule: others }));
  throw new AccountsError({ code: wantsProof ? 'email-unverified' : 'permission-denied' });
}
