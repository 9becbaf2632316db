import { AccountsError } from '../core/kernel/errors.ts';
import type { Asker } from '../core/policy/asker.ts';
import type { Condition } from '../core/policy/condition.ts';
import {
  closedFields,
  decideFields,
  type FieldQuestion,
  type FieldRule,
  fieldConditions,
} from '../core/policy/field-rules.ts';
import type { Action, Policy } from '../core/policy/policy.ts';
import type { PolicyPorts } from '../core/policy/require-policy.ts';
import { withRoles } from '../core/policy/with-roles.ts';
import type { Principal } from '../core/session/session.ts';
import { type Field, type Fields, isWritable } from './field.ts';
import { fieldsThatOpen } from './field-reach.ts';
import { isSameValue } from './is-same-value.ts';
import { defaultValueOf } from './read/default-value.ts';
import type { Values } from './read/read-row.ts';
import type { Resource } from './resource.ts';
import type { StoredRow } from './resource-store.ts';

/** What must hold of a row so that who asks may read a field of it, by each field that not everybody may read. */
export type Readable = ReadonlyMap<string, Condition>;

/** What somebody wants of a row to be written. */
interface WrittenValues {
  readonly values: Values;
  /** What was sent: whatever else is among the values is a default. */
  readonly sent: Values;
}

/** Says which fields are open to whom, by the rules of a declaration. Most have none, and cost nothing. */
export interface FieldJudge {
  readable(principal: Principal | null): Promise<Readable>;
  /** The fields as they stand for somebody: in this row, or in any. What they may neither read nor write is not among them. */
  fieldsFor(principal: Principal | null, action: Action, row?: Values): Promise<Fields>;
  /** The fields that somebody may not write in this row. */
  unwritable(principal: Principal | null, row: StoredRow): Promise<ReadonlySet<string>>;
  /** A row without the fields that somebody may not read in it. */
  seen(principal: Principal | null, row: StoredRow): Promise<StoredRow>;
  /**
   * Judged on the row that will be. What it would hold anyway may be said. @throws AccountsError `invalid-input` naming the fields that they may
   * not write
   */
  requireNew(principal: Principal | null, written: WrittenValues): Promise<void>;
  /**
   * What is written of these values, judged on the row as it is and as it will be. What stays as it is may be said by whoever may read it, and
   * nobody changes what says who may read what is closed to them.
   *
   * @throws AccountsError as `requireNew`
   */
  writable(principal: Principal | null, row: StoredRow, written: WrittenValues): Promise<Values>;
}

/** What is left to be written of what was sent, and what whoever sent it may not read before. */
interface Moved {
  readonly left: Values;
  readonly sent: Values;
  readonly unread: ReadonlySet<string>;
}

type Direction = FieldQuestion['to'];

export function judgeFields({ fields }: Pick<Resource, 'fields'>, ports: PolicyPorts): FieldJudge {
  const rules = rulesOf(fields);
  const hasRules = Object.keys(rules).length > 0;
  const all: Policy = {
    all: Object.values(rules)
      .flatMap(({ read, write }) => [read, write])
      .flatMap(oneOf),
  };
  const askerOf = async (principal: Principal | null, action: Action): Promise<Asker> =>
    await withRoles(ports, all, { principal, action });
  const closedIn = async (asker: Asker, to: Direction, row: Values): Promise<ReadonlySet<string>> => {
    const conditions = fieldConditions({ rules, to, asker });
    return closedFields(conditions, row, await ports.policyFacts.read([...conditions.values()], [row]));
  };
  const reachOf = async (asker: Asker, row: Values, { left, sent, unread }: Moved) => ({
    rules,
    closed: { before: unread, after: await closedIn(asker, 'read', { ...row, ...left }) },
    changed: Object.keys(left).filter(
      (name) => Object.hasOwn(sent, name) && !isSameValue(row[name], left[name]),
    ),
  });
  const closedFor = async (asker: Asker, to: Direction, row: Values | undefined) => {
    if (row !== undefined) return await closedIn(asker, to, row);
    const decided = [...decideFields({ rules, to, asker })];
    return new Set(decided.flatMap(([name, decision]) => (decision === 'no' ? [name] : [])));
  };
  return {
    async readable(principal) {
      if (!hasRules) return new Map();
      return fieldConditions({ rules, to: 'read', asker: await askerOf(principal, 'view') });
    },
    async fieldsFor(principal, action, row) {
      if (!hasRules) return fields;
      const asker = await askerOf(principal, action);
      const closed = {
        read: await closedFor(asker, 'read', row),
        write: await closedFor(asker, 'write', row),
      };
      return Object.fromEntries(
        Object.entries(fields).flatMap(([name, field]) => openedTo(name, field, closed)),
      );
    },
    async unwritable(principal, row) {
      return hasRules ? await closedIn(await askerOf(principal, 'change'), 'write', row) : new Set();
    },
    async seen(principal, row) {
      const closed = hasRules ? await closedIn(await askerOf(principal, 'view'), 'read', row) : new Set();
      const isSeen = ([name]: readonly [string, unknown]) =>
        !closed.has(name) && fields[name]?.writeOnly !== true;
      return { ...Object.fromEntries(Object.entries(row).filter(isSeen)), id: row.id, version: row.version };
    },
    async requireNew(principal, { values, sent }) {
      if (!hasRules) return;
      const closed = await closedIn(await askerOf(principal, 'add'), 'write', values);
      const isSaid = (name: string, field: Field) =>
        isWritable(field) && Object.hasOwn(sent, name) && !isSameValue(values[name], defaultValueOf(field));
      refuse(
        Object.entries(fields).flatMap(([name, field]) =>
          closed.has(name) && isSaid(name, field) ? [name] : [],
        ),
      );
    },
    async writable(principal, row, { values, sent }) {
      if (!hasRules) return values;
      const asker = await askerOf(principal, 'change');
      const unread = await closedIn(asker, 'read', row);
      const stays = ([name, value]: readonly [string, unknown]) =>
        !Object.hasOwn(sent, name) || (!unread.has(name) && isSameValue(row[name], value));
      const without = (closed: ReadonlySet<string>, some: Values): Values =>
        Object.fromEntries(Object.entries(some).filter((entry) => !closed.has(entry[0]) || !stays(entry)));
      const closedIfWritten = (some: Values) => closedIn(asker, 'write', { ...row, ...some });
      const before = await closedIfWritten({});
      const some = without(before, values);
      const left = without(await closedIfWritten(some), some);
      const after = await closedIfWritten(left);
      const opening =
        unread.size === 0 ? [] : fieldsThatOpen(await reachOf(asker, row, { left, sent, unread }));
      refuse(
        Object.keys(left).filter((name) => before.has(name) || after.has(name) || opening.includes(name)),
      );
      return left;
    },
  };
}

function rulesOf(fields: Fields): Readonly<Record<string, FieldRule>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { access }]) => (access === undefined ? [] : [[name, access]])),
  );
}

function openedTo(
  name: string,
  field: Field,
  { read, write }: { readonly [To in Direction]: ReadonlySet<string> },
): readonly (readonly [string, Field])[] {
  if (read.has(name) && write.has(name)) return [];
  const opened = {
    ...field,
    ...(read.has(name) ? { writeOnly: true } : {}),
    ...(write.has(name) ? { readOnly: true } : {}),
  };
  return [[name, opened as Field]];
}

function oneOf<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}

function refuse(names: readonly string[]): void {
  if (names.length === 0) return;
  const fields = names.map((name) => [name, [{ code: 'not_writable' }]] as const);
  throw new AccountsError({ code: 'invalid-input', fields: Object.fromEntries(fields) });
}
