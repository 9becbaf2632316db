import { AccountsError } from '../../kernel/errors.ts';
import type { BodyTokenFault } from '../../kernel/token-fault.ts';

/** The refusal of a token that came in a body. */
export function tokenRefused(fault: BodyTokenFault): AccountsError {
  return new AccountsError({ code: 'token-refused', fault });
}
