import { StorageUnavailable } from '../core/kernel/storage-unavailable.ts';
import type { Principal } from '../core/session/session.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { PrincipalWatch } from '../infrastructure/database/principal-watch.ts';
import type { Stagedoor } from './stagedoor.ts';

/** Asks again who somebody is whenever the watch says so, and tells what is new. */
export function watchPrincipalBy(
  watch: PrincipalWatch,
  recheck: UseCases['authentication']['recheck'],
): Stagedoor['watchPrincipal'] {
  return (principal, onChange) => {
    let known: Principal | null = principal;
    return watch.watch(principal, {
      endsAtMs: () => endOf(known),
      async onChange() {
        const now = await unlessAway(() => recheck({ principal }), known);
        // Kept principals are the same object as long as nothing changed.
        if (now === known) return;
        known = now;
        await onChange(now);
      },
    });
  };
}

/** Where no row was read yet, the first answer tells. */
function endOf(known: Principal | null): number {
  const session = known?.session ?? null;
  return session === null
    ? Number.POSITIVE_INFINITY
    : Math.min(session.expiresAt.getTime(), session.endsAt.getTime());
}

/** Where nobody can be asked at the moment nothing is known to have changed; the watch comes again once the database does. */
async function unlessAway(
  ask: () => Promise<Principal | null>,
  known: Principal | null,
): Promise<Principal | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof StorageUnavailable) return known;
    throw error;
  }
}
