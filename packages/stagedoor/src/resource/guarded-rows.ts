import { AccountsError, fieldRefusal } from '../core/kernel/errors.ts';
import type { ObjectType } from '../core/object-permission/object-type.ts';
import type { Asker } from '../core/policy/asker.ts';
import { type Condition, never } from '../core/policy/condition.ts';
import type { Action } from '../core/policy/policy.ts';
import type { PolicyPorts } from '../core/policy/require-policy.ts';
import type { Principal } from '../core/session/session.ts';
import type { UserStore } from '../core/user/user-store.ts';
import { userForm } from './account/user-form.ts';
import { isWritable } from './field.ts';
import type { Values } from './read/read-row.ts';
import { relatedIn } from './related-rows.ts';
import type { Resource, ResourcePlace } from './resource.ts';
import type { RelatedRows, ResourceStore, RowQuery, StoredRow } from './resource-store.ts';
import { judgeRows } from './row-judge.ts';
import { createRows, type Rows, type SeenRow } from './rows.ts';
import { type ReadForms, type ShownRow, showRows } from './shown-rows.ts';

/** Who asks. */
export interface OnBehalf {
  readonly principal: Principal | null;
  readonly now: Date;
}

/** A row, and the version that whoever changes it has seen, or any of several; null where they did not say. */
interface SeenByAny {
  readonly id: number;
  readonly version: SeenRow['version'] | readonly number[];
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
  update(by: OnBehalf, row: SeenByAny, sent: Values): Promise<StoredRow>;
  /** All fields of it: what is left out has its default. */
  replace(by: OnBehalf, row: SeenByAny, sent: Values): Promise<StoredRow>;
  remove(by: OnBehalf, row: SeenByAny): Promise<void>;
  /**
   * Lets those go on who may do that with a row that they see, or with the list, and answers the row: an action of the resource's own is judged
   * by its own policy. @throws AccountsError as `update` does
   */
  admit(by: OnBehalf, action: Action, seen?: SeenByAny): Promise<StoredRow | null>;
  /** Whether they may do that with a row: with some, or with this one. */
  may(by: OnBehalf, action: Action, id?: number): Promise<boolean>;
  /** The rows that references lead to in turn, as they may see them. */
  related(by: OnBehalf, references: readonly string[]): Promise<readonly RelatedRows[]>;
  /** These rows as others are asked about them: what of them may be seen, which is none where they are refused. */
  visible(by: OnBehalf): Promise<RelatedRows>;
  /** Rows as they are answered to who sees them. */
  show(by: OnBehalf, rows: readonly StoredRow[]): Promise<readonly ShownRow[]>;
}

/** How often a change is judged anew because the row moved meanwhile, where its sender did not say which version they mean. */
const MOST_LOOKS = 25;

/** The rows of other resources, by `feature.name` or the name of one beside this; undefined for what is no resource. */
type OthersOf = (to: string) => Pick<GuardedRows, 'list' | 'visible' | 'related'> | undefined;

/** What rows are guarded by: the ports of policies, and the rows that they may refer to. */
export interface GuardPorts extends PolicyPorts {
  readonly othersOf: OthersOf;
  /** What is given on single rows of these. */
  readonly objects?: ObjectType | null;
  readonly users: Pick<UserStore, 'list'>;
}

export function guardRows(place: ResourcePlace, store: ResourceStore, ports: GuardPorts): GuardedRows {
  const { resource } = place;
  const judge = judgeRows(place, resource.access, ports);
  const rows = createRows(resource, store);
  const askerOf = ({ principal }: OnBehalf, action: Action) => judge.askerOf(principal, action);
  const viewers = new WeakMap<OnBehalf, Promise<Condition>>();
  /** A request that lists and counts finds out once what it may see. */
  const mayView = (by: OnBehalf): Promise<Condition> => {
    const known = viewers.get(by) ?? askerOf(by, 'view').then((asker) => judge.mayAny(asker));
    viewers.set(by, known);
    return known;
  };
  const find = async (id: number, seenBy: Condition): Promise<StoredRow> => {
    const row = await store.find(id, seenBy);
    if (row === null) throw new AccountsError({ code: 'not-found' });
    return row;
  };
  /** Judged on the row that is changed and on no other: at the version that was judged, or anew. */
  const onSeen = async <Done>(
    by: OnBehalf,
    { id, version }: SeenByAny,
    act: (row: StoredRow, asker: Asker) => Promise<Done>,
  ): Promise<Done> => {
    for (let look = 1; ; look += 1) {
      const asker = await askerOf(by, 'view');
      const row = await find(id, await judge.mayAny(asker));
      requireVersion(row, version);
      try {
        return await act(row, asker);
      } catch (error) {
        if (version !== null || look === MOST_LOOKS || !isChanged(error)) throw error;
      }
    }
  };
  const change =
    (read: Rows['readPatch']): GuardedRows['update'] =>
    async (by, seen, sent) =>
      await onSeen(by, seen, async (row, seer) => {
        const asker = { ...seer, action: 'change' };
        await judge.require(asker, row);
        const values = read(sent, by.now);
        await requireSeen(by, changedIn(row, values));
        await judge.require(asker, { ...row, ...values });
        return await rows.write(row, values);
      });
  /** What they may not see they cannot refer to: it would tell them that it is there, and keep it from being deleted. */
  const requireSeen = async (by: OnBehalf, values: Values) => {
    for (const [name, field] of Object.entries(resource.fields)) {
      if ((field.type !== 'reference' && field.type !== 'references') || !isWritable(field)) continue;
      const keys = [values[name]].flat().filter((key) => typeof key === 'number');
      const others = keys.length === 0 ? undefined : ports.othersOf(field.to);
      if (others === undefined) continue;
      const seen = await seenOf(others, by, keys);
      const unseen = keys.find((key) => !seen.some(({ id }) => id === key));
      if (unseen !== undefined) throw fieldRefusal(name, 'does_not_exist', { pk_value: String(unseen) });
    }
  };
  const formsFor =
    (by: OnBehalf): ReadForms =>
    async ({ to }, keys) => {
      const others = ports.othersOf(to);
      if (others !== undefined) return await seenOf(others, by, keys);
      const users = await ports.users.list({ ids: keys, afterId: 0, limit: keys.length });
      return users.map(userForm);
    };
  const related: GuardedRows['related'] = async (by, [reference = '', ...rest]) => {
    const field = Object.hasOwn(resource.fields, reference) ? resource.fields[reference] : undefined;
    const others = field?.type === 'reference' ? ports.othersOf(field.to) : undefined;
    if (others === undefined) return [];
    return [await others.visible(by), ...(rest.length === 0 ? [] : await others.related(by, rest))];
  };
  const askedBy = async (by: OnBehalf, query: Pick<RowQuery, 'filters' | 'anyOf'>) => ({
    seenBy: await mayView(by),
    ...(await relatedIn(query, (references) => related(by, references))),
  });
  const admit: GuardedRows['admit'] = async (by, action, seen) => {
    const own = resource.actions?.[action];
    const judged = own === undefined ? judge : judgeRows(place, own.access, ports);
    const asker = await judged.askerOf(by.principal, action);
    await judged.mayAny(asker);
    if (seen === undefined) return null;
    const row = await find(seen.id, await mayView(by));
    requireVersion(row, seen.version);
    await judged.require(asker, row);
    return row;
  };
  return {
    show: (by, shown) => showRows(resource, shown, formsFor(by)),
    list: async (by, query) => await store.list({ ...query, ...(await askedBy(by, query)) }),
    count: async (by, query) => await store.count({ ...query, ...(await askedBy(by, query)) }),
    related,
    visible: async (by) => ({
      to: place,
      objects: ports.objects ?? null,
      seenBy: await mayView(by).catch(neverIfRefused),
    }),
    get: async (by, id) => await find(id, await mayView(by)),
    async create(by, sent) {
      const asker = await askerOf(by, 'add');
      await judge.mayAny(asker);
      if (by.principal === null && needsCaller(resource))
        throw new AccountsError({ code: 'not-authenticated' });
      const row = rows.readNew(sent, { now: by.now, callerId: by.principal?.user.id ?? null });
      await requireSeen(by, row);
      await judge.require(asker, row);
      return await rows.add(row);
    },
    update: change(rows.readPatch),
    replace: change(rows.readReplacement),
    async remove(by, seen) {
      await onSeen(by, seen, async (row, seer) => {
        await judge.require({ ...seer, action: 'delete' }, row);
        await rows.remove(row);
      });
    },
    admit,
    may: async (by, action, id) =>
      await admit(by, action, id === undefined ? undefined : { id, version: null }).then(
        () => true,
        unlessRefused,
      ),
  };
}

/** Whoever may see none of them may do nothing with one. */
function unlessRefused(error: unknown): false {
  if (error instanceof AccountsError) return false;
  throw error;
}

/** Those of these keys that somebody may see. */
async function seenOf(
  rows: Pick<GuardedRows, 'list'>,
  by: OnBehalf,
  keys: readonly number[],
): Promise<readonly StoredRow[]> {
  const filters = [{ field: 'id', lookUp: 'in', value: keys }] as const;
  return await rows.list(by, { filters, limit: keys.length }).catch(noneIfRefused);
}

function neverIfRefused(error: unknown): Condition {
  if (error instanceof AccountsError) return never;
  throw error;
}

/** Whoever may see none of them sees not this one either. */
function noneIfRefused(error: unknown): readonly StoredRow[] {
  if (error instanceof AccountsError) return [];
  throw error;
}

function requireVersion(row: StoredRow, version: SeenByAny['version']): void {
  if (version !== null && ![version].flat().includes(row.version))
    throw new AccountsError({ code: 'changed-meanwhile' });
}

/** What a change makes of a row, without what stays: what it refers to already it goes on to, whoever sees it. */
function changedIn(row: StoredRow, values: Values): Values {
  const changed = Object.entries(values).map(([name, value]): [string, unknown] => [
    name,
    added(row[name], value),
  ]);
  return Object.fromEntries(changed.filter(([name, value]) => row[name] !== value));
}

/** Of keys, those that were not there. */
function added(before: unknown, after: unknown): unknown {
  return Array.isArray(before) && Array.isArray(after) ? after.filter((key) => !before.includes(key)) : after;
}

function needsCaller({ fields }: Resource): boolean {
  return Object.values(fields).some(
    (field) => field.type === 'reference' && field.set === 'caller' && field.nullable !== true,
  );
}

function isChanged(error: unknown): boolean {
  return error instanceof AccountsError && error.refusal.code === 'changed-meanwhile';
}
