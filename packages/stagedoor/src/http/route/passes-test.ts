import { AccountsError } from '../../core/kernel/errors.ts';
import type { Principal } from '../../core/session/session.ts';

/** A test of a site's own that somebody must pass who is logged in. */
export type PassesTest = (principal: Principal) => boolean | Promise<boolean>;

/**
 * Only `true` passes: what answers nothing, or something else by a slip, lets nobody in.
 *
 * @throws AccountsError `permission-denied`; whatever the test throws
 */
export async function requirePassed(test: PassesTest, principal: Principal): Promise<void> {
  if ((await test(principal)) !== true) throw new AccountsError({ code: 'permission-denied' });
}
