import { AccountsError, type FieldProblem } from '../core/kernel/errors.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { isPlainRecord } from '../core/kernel/record-shape.ts';
import type { PictureStore } from '../core/picture/picture-store.ts';
import type { Settings } from '../core/user/settings.ts';
import type { UserStore } from '../core/user/user-store.ts';
import { type Fields, isWritable } from './field.ts';
import { fieldNamed } from './field-named.ts';
import { noneIfRefused } from './if-refused.ts';
import type { OnBehalf } from './on-behalf.ts';
import type { Values } from './read/read-row.ts';
import type { Resource } from './resource.ts';
import type { RowQuery, StoredRow } from './resource-store.ts';
import { isNested, type ReadForms } from './shown-rows.ts';
import { userForms } from './user/user-form.ts';

/** The rows of another resource, as somebody may see them. */
interface OtherRows {
  list(by: OnBehalf, query: Omit<RowQuery, 'seenBy'>): Promise<readonly StoredRow[]>;
}

export interface ReferredPorts {
  othersOf(to: string): OtherRows | undefined;
  readonly users: Pick<UserStore, 'list'>;
  readonly pictures: Pick<PictureStore, 'listOf'>;
  readonly settings: Pick<Settings, 'picturesAt'>;
}

/** Keys by the fields that hold them. */
export type HiddenKeys = ReadonlyMap<string, readonly number[]>;

/** A row as whoever changes it may read it, and what of it stays beside what they sent. */
export interface Before {
  readonly row: StoredRow;
  readonly kept: HiddenKeys;
}

/** What rows refer to, as whoever writes or reads them may see it. */
export interface ReferredRows {
  /**
   * What they may not see they cannot refer to: it would tell them that it is there, and keep it from being deleted. What a row refers to
   * already, as far as they may read that, it goes on to: of what they may not read they would learn what it is, key by key. A nested key is read
   * where its row is seen, and not otherwise: each that was sent is judged, whatever the row holds.
   *
   * @throws AccountsError `invalid-input` naming each such field
   */
  require(by: OnBehalf, values: Values, before?: Before): Promise<void>;
  /**
   * What they may not see of the rows that a row refers to, by the nested fields that were sent: they read these without it, and what they cannot see
   * they cannot take out by sending back what they read.
   */
  hidden(by: OnBehalf, row: StoredRow, sent: Values): Promise<HiddenKeys>;
  /** What is answered in the place of keys. */
  formsFor(by: OnBehalf): ReadForms;
}

export function referredRows({ fields }: Pick<Resource, 'fields'>, ports: ReferredPorts): ReferredRows {
  /** Whoever a deleted user left behind is nobody to refer to. */
  const usersOf = (keys: readonly number[]) =>
    ports.users.list({ ids: keys, afterId: 0, limit: keys.length });
  const rowsAt = (to: string): OtherRows => {
    const others = ports.othersOf(to);
    // That each is there was seen to at the start.
    if (others === undefined) throw new PlainError(`${to} is no resource that keys could be of.`);
    return others;
  };
  const rowsOf = async (
    by: OnBehalf,
    to: string,
    keys: readonly number[],
  ): Promise<readonly { id: number }[]> => {
    return to === 'user' ? await usersOf(keys) : await seenOf(rowsAt(to), by, { keys, fields: [] });
  };
  return {
    async require(by, written, before) {
      const values = before === undefined ? written : judgedIn(fields, written, before);
      const problems: Record<string, readonly FieldProblem[]> = {};
      for (const [name, field] of Object.entries(fields)) {
        if ((field.type !== 'reference' && field.type !== 'references') || !isWritable(field)) continue;
        const keys = [values[name]].flat().filter((key) => typeof key === 'number');
        if (keys.length === 0) continue;
        const seen = await rowsOf(by, field.to, keys);
        const unseen = keys.find((key) => !seen.some(({ id }) => id === key));
        if (unseen !== undefined)
          problems[name] = [{ code: 'does_not_exist', params: { pk_value: String(unseen) } }];
      }
      if (Object.keys(problems).length > 0)
        throw new AccountsError({ code: 'invalid-input', fields: problems });
    },
    async hidden(by, row, sent) {
      const hidden = new Map<string, readonly number[]>();
      for (const [name, field] of Object.entries(fields)) {
        if (!isNested(field) || !isWritable(field) || !Object.hasOwn(sent, name)) continue;
        const left = leftOut(row[name], sent[name]);
        const seen = left.length === 0 ? [] : await rowsOf(by, field.to, left);
        const unseen = left.filter((key) => !seen.some(({ id }) => id === key));
        if (unseen.length > 0) hidden.set(name, unseen);
      }
      return hidden;
    },
    formsFor:
      (by) =>
      async ({ to, nested }, keys) => {
        if (to !== 'user') return await seenOf(rowsAt(to), by, { keys, fields: nested });
        return await userForms(ports, await usersOf(keys), nested);
      },
  };
}

/** The keys that a field would hold no longer: of one, where nothing takes its place. */
function leftOut(before: unknown, sent: unknown): readonly number[] {
  if (typeof before === 'number') return sent === null || sent === '' ? [before] : [];
  if (!Array.isArray(before)) return [];
  const said = new Set([sent].flat().map((one) => keyText(isPlainRecord(one) ? one.id : one)));
  return before.filter((key): key is number => typeof key === 'number' && !said.has(String(key)));
}

/** What else is sent in the place of a key is read later, and refused in words. */
function keyText(value: unknown): string | null {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null;
}

/** Those of these keys that somebody may see, with some fields. */
async function seenOf(
  rows: OtherRows,
  by: OnBehalf,
  { keys, fields }: { readonly keys: readonly number[]; readonly fields: readonly string[] },
): Promise<readonly StoredRow[]> {
  const filters = [{ field: 'id', lookUp: 'in', value: keys }] as const;
  return await rows.list(by, { filters, fields, limit: keys.length }).catch(noneIfRefused);
}

/** What a change makes of a row, without what stays: what it refers to already it goes on to, whoever sees it, unless that is hidden from some. */
function judgedIn(fields: Fields, values: Values, { row, kept }: Before): Values {
  const judged = Object.entries(values).flatMap(([name, value]): (readonly [string, unknown])[] => {
    const field = fieldNamed(fields, name);
    if (field !== undefined && isNested(field)) return [[name, without(kept.get(name) ?? [], value)]];
    return row[name] === value ? [] : [[name, without(row[name], value)]];
  });
  return Object.fromEntries(judged);
}

/** Of keys, those that were not there. */
function without(before: unknown, after: unknown): unknown {
  return Array.isArray(before) && Array.isArray(after) ? after.filter((key) => !before.includes(key)) : after;
}
