import type { Dependencies, Stores } from '../../core/dependencies.ts';
import { AccountsError } from '../../core/kernel/errors.ts';
import type { Action } from '../../core/policy/policy.ts';
import { resolvePolicy } from '../../core/policy/resolve-policy.ts';
import { whyRefused } from '../../core/policy/why-refused.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows, OnBehalf } from '../guarded-rows.ts';
import type { Resource } from '../resource.ts';
import type { StoredRow } from '../resource-store.ts';

/** What somebody may see of it, as any resource is read. */
export type ReadRows = Pick<GuardedRows, 'list' | 'count' | 'get'>;

/** Which of a row's versions somebody has seen. */
export type SeenVersion = Parameters<GuardedRows['update']>[1]['version'];

/** Use cases in the transaction that these stores write in: several of them are one. */
export function inside(ports: Dependencies, stores: Stores): Dependencies {
  return { ...ports, ...stores, transact: (work) => work(stores) };
}

/**
 * Who does it, for a policy that knows no row but to look: the use case judges once more, on locked rows and by rank.
 *
 * @throws AccountsError `not-authenticated`; `permission-denied`
 */
export function actorFor({ access }: Pick<Resource, 'access'>, by: OnBehalf, action: Action): Principal {
  const asker = { principal: by.principal, action };
  const holds = (part: typeof access) => resolvePolicy(part, asker).kind !== 'never';
  if (!holds(access)) throw whyRefused(access, asker, holds);
  if (by.principal === null) throw new AccountsError({ code: 'not-authenticated' });
  return by.principal;
}

/** @throws AccountsError `changed-meanwhile` where the row is none that its sender has seen */
export function requireVersion({ version }: Pick<StoredRow, 'version'>, seen: SeenVersion): void {
  if (seen === null || (typeof seen === 'number' ? [seen] : seen).includes(version)) return;
  throw new AccountsError({ code: 'changed-meanwhile' });
}
