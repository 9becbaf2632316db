import { AccountsError } from '../core/kernel/errors.ts';
import type { Asker } from '../core/policy/asker.ts';
import type { Condition } from '../core/policy/condition.ts';
import type { Action } from '../core/policy/policy.ts';
import type { PolicyBook } from '../core/policy/policy-book.ts';
import { resolvePolicy } from '../core/policy/resolve-policy.ts';
import { rowSatisfies } from '../core/policy/row-satisfies.ts';
import type { Principal } from '../core/session/session.ts';
import type { Values } from './read/read-row.ts';
import type { Resource } from './resource.ts';
import type { ResourceStore, RowQuery, StoredRow } from './resource-store.ts';
import { createRows, type RowsInSteps } from './rows.ts';

/** Who asks. */
export interface OnBehalf {
  readonly principal: Principal | null;
  readonly now: Date;
}

/** A row, and the version that whoever changes it has seen; null where they did not say. */
interface SeenRow {
  readonly id: number;
  readonly version: number | null;
}

/**
 * The rows of a resource as somebody may see and change them, by the one policy of its declaration: what a list leaves out is not found
 * either, and what may be seen but not be done is refused.
 */
export interface GuardedRows {
  list(by: OnBehalf, query: Omit<RowQuery, 'seenBy'>): Promise<readonly StoredRow[]>;
  count(by: OnBehalf, query: Pick<RowQuery, 'filters' | 'anyOf'> & { readonly cap: number }): Promise<number>;
  /** @throws AccountsError `not-found` for what is not there, and for what they may not see */
  get(by: OnBehalf, id: number): Promise<StoredRow>;
  /** @throws AccountsError `permission-denied` where they may add none, or not this one */
  create(by: OnBehalf, sent: Values): Promise<StoredRow>;
  /** @throws AccountsError `permission-denied` where they may not change this one, or not into that */
  update(by: OnBehalf, row: SeenRow, sent: Values): Promise<StoredRow>;
  /** All fields of it: what is left out has its default. */
  replace(by: OnBehalf, row: SeenRow, sent: Values): Promise<StoredRow>;
  remove(by: OnBehalf, row: SeenRow): Promise<void>;
}

/** How often a change is judged anew because the row moved meanwhile, where its sender did not say which version they mean. */
const MOST_LOOKS = 4;

export function guardRows(resource: Resource, store: ResourceStore, book: PolicyBook): GuardedRows {
  const rows = createRows(resource, store);
  const conditionOf = ({ principal }: OnBehalf, action: Action): Condition => {
    const asker: Asker = { principal, action };
    return resolvePolicy(resource.access, asker, book);
  };
  const mayAny = (by: OnBehalf, action: Action): Condition => {
    const condition = conditionOf(by, action);
    if (condition.kind === 'never') throw refusalFor(by);
    return condition;
  };
  const mayWith = async (by: OnBehalf, condition: Condition, judged: readonly object[]) => {
    const facts = await store.factsOf(condition, judged);
    if (!judged.every((row) => rowSatisfies(condition, row, facts))) throw refusalFor(by);
  };
  const get = async (by: OnBehalf, id: number): Promise<StoredRow> => {
    const row = await store.find(id, mayAny(by, 'view'));
    if (row === null) throw new AccountsError({ code: 'not-found' });
    return row;
  };
  /** Judged on the row that is changed and on no other: at the version that was judged, or anew. */
  const onSeen = async <Done>(
    by: OnBehalf,
    { id, version }: SeenRow,
    act: (row: StoredRow) => Promise<Done>,
  ): Promise<Done> => {
    for (let look = 1; ; look += 1) {
      const row = await get(by, id);
      if (version !== null && version !== row.version) throw new AccountsError({ code: 'changed-meanwhile' });
      try {
        return await act(row);
      } catch (error) {
        if (version !== null || look === MOST_LOOKS || !isChanged(error)) throw error;
      }
    }
  };
  const change =
    (read: RowsInSteps['readPatch']): GuardedRows['update'] =>
    async (by, seen, sent) =>
      await onSeen(by, seen, async (row) => {
        const condition = mayAny(by, 'change');
        await mayWith(by, condition, [row]);
        const values = read(sent, by.now);
        await mayWith(by, condition, [{ ...row, ...values }]);
        return await rows.write(row, values);
      });
  return {
    list: async (by, query) => await store.list({ ...query, seenBy: mayAny(by, 'view') }),
    count: async (by, query) => await store.count({ ...query, seenBy: mayAny(by, 'view') }),
    get,
    async create(by, sent) {
      const condition = mayAny(by, 'add');
      const row = rows.readNew(sent, { now: by.now, callerId: by.principal?.user.id ?? null });
      await mayWith(by, condition, [row]);
      return await rows.add(row);
    },
    update: change(rows.readPatch),
    replace: change(rows.readReplacement),
    async remove(by, seen) {
      await onSeen(by, seen, async (row) => {
        await mayWith(by, mayAny(by, 'delete'), [row]);
        await rows.remove(row.id, { version: row.version });
      });
    },
  };
}

function isChanged(error: unknown): boolean {
  return error instanceof AccountsError && error.refusal.code === 'changed-meanwhile';
}

/** A visitor is asked who they are before they are told that they may not. */
function refusalFor({ principal }: OnBehalf): AccountsError {
  return new AccountsError({ code: principal === null ? 'not-authenticated' : 'permission-denied' });
}
