import type { Visitor } from '../kernel/visitor.ts';
import { linkPaths } from '../link/link-paths.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import { requestDetailsOf } from '../outbox/request-details.ts';
import type { User } from '../user/user.ts';
import { userName } from '../user/user-name.ts';
import type { Stores } from './dependencies.ts';

/** What happened to the second factors of a user. */
export type FactorChange =
  | 'totp-added'
  | 'totp-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'removed-by-operator';

interface Told {
  readonly user: User;
  readonly what: FactorChange;
  readonly visitor: Visitor;
  readonly now: Date;
}

/** Each change of how somebody is known is told to its owner (ASVS V6.3.7). Inside a transaction. */
export async function tellOfFactor(
  stores: Pick<Stores, 'jobs'>,
  { user, what, visitor, now }: Told,
): Promise<void> {
  await notifyOwner(stores, {
    user,
    visitor,
    mail: {
      mail: 'second-factor-changed',
      username: userName(user),
      what,
      resetPath: linkPaths.requestReset,
      requestDetails: requestDetailsOf(visitor, now),
    },
  });
}
