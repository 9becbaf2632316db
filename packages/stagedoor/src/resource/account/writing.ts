import type { Dependencies, Stores } from '../../core/dependencies.ts';
import { AccountsError, fieldRefusal } from '../../core/kernel/errors.ts';
import { typeNameOf } from '../../core/kernel/type-name.ts';
import type { Action } from '../../core/policy/policy.ts';
import { resolvePolicy } from '../../core/policy/resolve-policy.ts';
import { whyRefused } from '../../core/policy/why-refused.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows } from '../guarded-rows.ts';
import type { OnBehalf } from '../on-behalf.ts';
import { requireVersion, type SeenVersion } from '../require-version.ts';
import type { ResourcePlace } from '../resource.ts';
import type { StoredRow } from '../resource-store.ts';
import { requireInScope } from '../row-judge.ts';

/** In which ways rows are written. */
export const ways = [
  'create',
  'update',
  'replace',
  'remove',
] as const satisfies readonly (keyof GuardedRows)[];
export type Way = (typeof ways)[number];

/** What somebody may see of it, as any resource is read. */
export type ReadRows = Pick<GuardedRows, 'list' | 'count' | 'get'>;

/** What resources of accounts are written through. */
export interface Writes extends ResourcePlace {
  readonly ports: Dependencies;
  readonly rows: ReadRows;
  readonly findIn: FindIn;
  /** The first row of which this holds, whoever may see it. */
  readonly findBy: (values: Readonly<Record<string, number | null>>) => Promise<StoredRow | null>;
}

/** Use cases in the transaction that these stores write in: several of them are one. */
export function inside(ports: Dependencies, stores: Stores): Dependencies {
  return { ...ports, ...stores, transact: (work) => work(stores) };
}

/**
 * Who does it, for a policy that knows no row but to look: the use case judges once more, on locked rows and by rank.
 *
 * @throws AccountsError `not-authenticated`; `permission-denied`
 */
export function actorFor(place: ResourcePlace, by: OnBehalf, action: Action): Principal {
  const { access } = place.resource;
  const asker = { principal: by.principal, action };
  requireInScope(place, asker);
  const holds = (part: typeof access) => resolvePolicy(part, asker).kind !== 'never';
  if (!holds(access)) throw whyRefused(access, asker, holds);
  if (by.principal === null) throw new AccountsError({ code: 'not-authenticated' });
  return by.principal;
}

/** Reads one row as it is in the transaction of these stores, with its version. */
export type FindIn = (stores: Stores, id: number) => Promise<StoredRow | null>;

/**
 * One transaction in which a row is held first, by who judges whether somebody may act on it, and then compared with what its sender has seen:
 * of several who have seen the same, one acts.
 *
 * @throws AccountsError `changed-meanwhile`, and as `hold` and `act`
 */
export async function onHeldRow(
  { ports, findIn }: { readonly ports: Dependencies; readonly findIn: FindIn },
  { id, version }: { readonly id: number; readonly version: SeenVersion },
  { hold, act }: HeldAct,
): Promise<void> {
  await ports.transact(async (stores) => {
    await hold(stores);
    const held = await findIn(stores, id);
    if (held === null) throw new AccountsError({ code: 'not-found' });
    requireVersion(held, version);
    await act(inside(ports, stores), held);
  });
}

/** What is done with a row, and what holds it before. */
interface HeldAct {
  hold(stores: Stores): Promise<unknown>;
  act(within: Dependencies, held: StoredRow): Promise<void>;
}

/** Names of permissions, each once. @throws AccountsError `invalid-input` at `permissions` for what is no list of names */
export function namesIn(permissions: unknown): readonly string[] {
  if (!Array.isArray(permissions))
    throw fieldRefusal('permissions', 'not_a_list', { input_type: typeNameOf(permissions) });
  if (!permissions.every((name): name is string => typeof name === 'string'))
    throw fieldRefusal('permissions', 'invalid_string');
  return [...new Set(permissions)];
}
