import type { PendingStage } from '../kernel/stage.ts';
import type { User } from '../user/user.ts';

/**
 * The first stage that a user who just proved an identity must pass. What proves more of the identity comes before
 * what changes the account.
 */
export function pendingStageOf(user: Pick<User, 'mustChangePassword'>): PendingStage | null {
  return user.mustChangePassword ? 'change-password' : null;
}
