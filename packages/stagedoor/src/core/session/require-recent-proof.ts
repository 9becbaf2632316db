import { AccountsError } from '../kernel/errors.ts';
import type { Dependencies } from './dependencies.ts';
import type { Principal } from './session.ts';

/** Refuses with `reauthentication-required` unless whoever asks proved themselves within the window (ASVS V7.5.1). */
export function requireRecentProof(
  deps: Pick<Dependencies, 'clock' | 'settings'>,
  principal: Principal,
): void {
  if (!hasRecentProof(deps, principal)) throw new AccountsError({ code: 'reauthentication-required' });
}

/** Whether the window is still open, for pages that ask first. */
export function hasRecentProof(
  deps: Pick<Dependencies, 'clock' | 'settings'>,
  principal: Principal,
): boolean {
  const provedAt = principal.authentication.at;
  if (provedAt === null) return false;
  return deps.clock.now().getTime() - provedAt.getTime() <= deps.settings.reauthenticationWindowMs;
}
