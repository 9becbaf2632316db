import type { RowsLeft } from '../core/account/life/remove-account.ts';
import { AccountsError } from '../core/kernel/errors.ts';
import type { ObjectType } from '../core/object-permission/object-type.ts';
import type { PictureStore } from '../core/picture/picture-store.ts';
import type { Asker } from '../core/policy/asker.ts';
import { always, type Condition } from '../core/policy/condition.ts';
import type { Action } from '../core/policy/policy.ts';
import type { PolicyPorts } from '../core/policy/require-policy.ts';
import type { Settings } from '../core/user/settings.ts';
import type { UserStore } from '../core/user/user-store.ts';
import { inputReader } from './action-input.ts';
import { orAllThatIsWrong, whatElseIn } from './all-that-is-wrong.ts';
import { asRead, withKept } from './as-read.ts';
import { askedByFields } from './asked-by-fields.ts';
import type { Fields } from './field.ts';
import { judgeFields, type Readable } from './field-judge.ts';
import { fieldNamed } from './field-named.ts';
import { neverIfRefused, unlessRefused } from './if-refused.ts';
import { changesAny } from './is-same-value.ts';
import type { OnBehalf } from './on-behalf.ts';
import { onceEach } from './once-each.ts';
import { portsOnBehalf } from './ports-on-behalf.ts';
import type { Values } from './read/read-row.ts';
import { readableResource } from './readable-resource.ts';
import { referredRows } from './referred-rows.ts';
import { relatedIn } from './related-rows.ts';
import { requireVersion, type SeenVersion } from './require-version.ts';
import { type Resource, type ResourcePlace, splitPath } from './resource.ts';
import type { RelatedRows, ResourceStore, RowQuery, StoredRow } from './resource-store.ts';
import { judgeRows, requireCaller } from './row-judge.ts';
import { createRows, type Rows } from './rows.ts';
import { isSameForAll } from './same-for-all.ts';
import { isNested, type ShownRow, showRows } from './shown-rows.ts';

/** A row, and the version that whoever changes it has seen, or any of several; null where they did not say. */
interface SeenByAny {
  readonly id: number;
  readonly version: SeenVersion;
  /** Where it is a user who goes: what becomes of their rows. */
  readonly rows?: RowsLeft;
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
  /** All that is required of it: what else is left out stays. */
  replace(by: OnBehalf, row: SeenByAny, sent: Values): Promise<StoredRow>;
  remove(by: OnBehalf, row: SeenByAny): Promise<void>;
  /** Holds those of these rows that they may change, or delete, before several are written in a transaction. @throws AccountsError as `admit` does */
  hold(by: OnBehalf, rows: Readonly<Record<'change' | 'delete', readonly number[]>>): Promise<void>;
  /**
   * Lets those go on who may do that with a row that they see, or with the list, and answers the row: an action of the resource's own is judged
   * by its own policy. @throws AccountsError as `update` does
   */
  admit(by: OnBehalf, action: Action, seen?: SeenByAny): Promise<StoredRow | null>;
  /** What an action of the resource's own is sent, as they may say it. @throws AccountsError `invalid-input` */
  readInput(by: OnBehalf, action: Action, sent: Values): Promise<Values>;
  /** Whether they may do that with a row: with some, or with this one. */
  may(by: OnBehalf, action: Action, id?: number): Promise<boolean>;
  /** The rows that the fields of a path lead to in turn, as they may see them: the last one where it is answered as the row it refers to. */
  related(by: OnBehalf, path: readonly string[]): Promise<readonly RelatedRows[]>;
  /** These rows as others are asked about them: what of them may be seen, which is none where they are refused. */
  visible(by: OnBehalf): Promise<RelatedRows>;
  /** The declaration as far as they may read it, for whatever is asked of its lists. */
  readableBy(by: OnBehalf): Promise<Resource>;
  /** Whether they may read a field in any row, by references too: `author__name`. */
  isReadable(by: OnBehalf, path: string): Promise<boolean>;
  /** Its fields as they stand for somebody who does that: with a row, or with any. */
  fieldsFor(by: OnBehalf, action: Action, id?: number): Promise<Fields>;
  /** Rows as they are answered to who sees them, with all that they show or with some fields of it. */
  show(by: OnBehalf, rows: readonly StoredRow[], fields?: Fields): Promise<readonly ShownRow[]>;
  /** Whether the version of a row tells of all that is answered of it. */
  readonly sameForAll: boolean;
}

/** How often a change is judged anew because the row moved meanwhile, where its sender did not say which version they mean. */
const MOST_LOOKS = 25;

/** The rows of other resources, by `feature.name` or the name of one beside this; undefined for what is no resource. */
type OthersOf = (to: string) => Pick<GuardedRows, 'list' | 'visible' | 'related' | 'isReadable'> | undefined;

/** What rows are guarded by: the ports of policies, and the rows that they may refer to. */
export interface GuardPorts extends PolicyPorts {
  readonly othersOf: OthersOf;
  /** What is given on single rows of these. */
  readonly objects?: ObjectType | null;
  readonly users: Pick<UserStore, 'list'>;
  readonly pictures: Pick<PictureStore, 'listOf'>;
  readonly settings: PolicyPorts['settings'] & Pick<Settings, 'picturesAt'>;
}

export function guardRows(place: ResourcePlace, store: ResourceStore, ports: GuardPorts): GuardedRows {
  const { resource } = place;
  const judge = judgeRows(place, resource.access, ports);
  const portsFor = portsOnBehalf(ports);
  const fieldsFor = onceEach((by: OnBehalf) => judgeFields(resource, portsFor(by)));
  const referred = referredRows(resource, ports);
  const rows = createRows(resource, store);
  const judgeFor = onceEach((by: OnBehalf) => judgeRows(place, resource.access, portsFor(by)));
  const askerOf = (by: OnBehalf, action: Action) => judgeFor(by).askerOf(by.principal, action);
  /** A request that lists and counts finds out once what it may see. */
  const mayView = onceEach(async (by: OnBehalf) => await judge.mayAny(await askerOf(by, 'view')));
  const mayRead = onceEach((by: OnBehalf) => fieldsFor(by).readable(by.principal));
  const find = async (id: number, seenBy: Condition, readable?: Readable): Promise<StoredRow> => {
    const row = await store.find(id, seenBy, readable);
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
  /** What was written, as who wrote it may read it. */
  const written = async (by: OnBehalf, row: StoredRow): Promise<StoredRow> => {
    const readable = await mayRead(by);
    if (readable.size === 0) return row;
    // Somebody may have deleted it by now.
    return (await store.find(row.id, always, readable)) ?? { id: row.id, version: row.version };
  };
  const whatElse = whatElseIn({ judge, referred, rows });
  const change =
    (read: Rows['readPatch']): GuardedRows['update'] =>
    async (by, seen, asSent) =>
      await onSeen(by, seen, async (row, seer) => {
        const judgedFields = fieldsFor(by);
        const asker = { ...seer, action: 'change' };
        await judge.require(asker, row);
        const closed = await judgedFields.unwritable(by.principal, row);
        const seenByThem = await judgedFields.seen(by.principal, row);
        const hidden = await referred.hidden(by, seenByThem, asSent);
        const { sent, stays, kept } = asRead(asSent, seenByThem, hidden);
        const before = { row: seenByThem, kept };
        const others = whatElse(by, asker, before);
        const change = { now: by.now, stays: new Set([...closed, ...stays]) };
        const known = await orAllThatIsWrong(() => read(sent, change), others);
        const said = withKept(known, { ...before, fields: resource.fields });
        // First: of what may not be written, too, nobody is told that it is the key that stands there.
        await orAllThatIsWrong(() => referred.require(by, said, before), others, said);
        const values = await judgedFields.writable(by.principal, row, { values: said, sent });
        await judge.require(asker, { ...row, ...values });
        const isChange = changesAny(resource, row, values);
        return await written(by, isChange ? await rows.write(row, values) : row);
      });
  const related: GuardedRows['related'] = async (by, [reference = '', ...rest]) => {
    const field = fieldNamed(resource.fields, reference);
    if (field?.type !== 'reference' && field?.type !== 'references') return [];
    const others = rest.length > 0 || isNested(field) ? ports.othersOf(field.to) : undefined;
    if (others === undefined) return [];
    return [await others.visible(by), ...(rest.length === 0 ? [] : await others.related(by, rest))];
  };
  const isReadable: GuardedRows['isReadable'] = async (by, path) => {
    const { references, field } = splitPath(path);
    const [first = field, ...rest] = references;
    if ((await mayRead(by)).get(first)?.kind === 'never') return false;
    const leading = fieldNamed(resource.fields, first);
    if (references.length === 0 || (leading?.type !== 'reference' && leading?.type !== 'references'))
      return true;
    return (await ports.othersOf(leading.to)?.isReadable(by, [...rest, field].join('__'))) ?? true;
  };
  const askedBy = async (by: OnBehalf, query: Pick<RowQuery, 'filters' | 'anyOf' | 'order'>) => ({
    ...askedByFields(query, await mayView(by), await mayRead(by)),
    ...(await relatedIn(query, (path) => related(by, path))),
  });
  const admit: GuardedRows['admit'] = async (by, action, seen) => {
    const own = resource.actions?.[action];
    const judged = own === undefined ? judge : judgeRows(place, own.access, portsFor(by));
    const asker = await (own === undefined ? askerOf(by, action) : judged.askerOf(by.principal, action));
    await judged.mayAny(asker);
    if (action === 'add') requireCaller(resource, by);
    if (seen === undefined) return null;
    const row = await find(seen.id, await mayView(by));
    requireVersion(row, seen.version);
    await judged.require(asker, row);
    return row;
  };
  return {
    sameForAll: isSameForAll(resource),
    show: (by, shown, fields = resource.fields) => showRows({ fields }, shown, referred.formsFor(by)),
    list: async (by, query) =>
      await store.list({ ...query, ...(await askedBy(by, query)), readable: await mayRead(by) }),
    count: async (by, query) => await store.count({ ...query, ...(await askedBy(by, query)) }),
    related,
    readableBy: (by) => readableResource(resource, (path) => isReadable(by, path)),
    isReadable,
    fieldsFor: async (by, action, id) => {
      const row = id === undefined ? undefined : await find(id, await mayView(by));
      return await fieldsFor(by).fieldsFor(by.principal, action, row);
    },
    visible: async (by) => ({
      to: place,
      objects: ports.objects ?? null,
      readable: await mayRead(by),
      seenBy: await mayView(by).catch(neverIfRefused),
    }),
    get: async (by, id) => await find(id, await mayView(by), await mayRead(by)),
    async create(by, sent) {
      const asker = await askerOf(by, 'add');
      await judge.mayAny(asker);
      requireCaller(resource, by);
      const made = { now: by.now, callerId: by.principal?.user.id ?? null };
      const row = await orAllThatIsWrong(() => rows.readNew(sent, made), whatElse(by, asker));
      await fieldsFor(by).requireNew(by.principal, { values: row, sent });
      await orAllThatIsWrong(() => referred.require(by, row), whatElse(by, asker), row);
      await judge.require(asker, row);
      return await written(by, await rows.add(row));
    },
    update: change(rows.readPatch),
    replace: change(rows.readReplacement),
    async remove(by, seen) {
      await onSeen(by, seen, async (row, seer) => {
        await judge.require({ ...seer, action: 'delete' }, row);
        await rows.remove(row);
      });
    },
    async hold(by, rows) {
      const some = Object.entries(rows).filter(([, ids]) => ids.length > 0);
      const held = some.map(async ([action, ids]) => ({
        ids,
        seenBy: await judge.mayAny(await askerOf(by, action)),
      }));
      await store.hold(await Promise.all(held));
    },
    admit,
    readInput: inputReader(resource, ports),
    may: async (by, action, id) =>
      await admit(by, action, id === undefined ? undefined : { id, version: null }).then(
        () => true,
        unlessRefused,
      ),
  };
}

function isChanged(error: unknown): boolean {
  return error instanceof AccountsError && error.refusal.code === 'changed-meanwhile';
}
