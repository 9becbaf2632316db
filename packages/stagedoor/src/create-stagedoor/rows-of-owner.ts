import type { OwnRows, RowsOfOwner } from '../core/account/own-rows.ts';
import type { Clock } from '../core/kernel/clock.ts';
import type { Principal } from '../core/session/session.ts';
import { allRows } from '../resource/all-rows.ts';
import { readToShow } from '../resource/field.ts';
import { addressedIn } from '../resource/file/addressed-files.ts';
import { noneIfRefused } from '../resource/if-refused.ts';
import { largestRow } from '../resource/largest-row.ts';
import { pluralOf, type Resource } from '../resource/resource.ts';
import type { RowFilter } from '../resource/resource-store.ts';
import type { OpenedResource } from './open-resources.ts';

/** How many rows of one resource a download holds, and how much text of all: it is made in memory. */
const MOST_ROWS = 10_000;
const MOST_CHARACTERS = 10_000_000;

interface Owned extends OpenedResource {
  /** The fields that say whose a row is. */
  readonly by: readonly string[];
}

interface Beside {
  readonly clock: Clock;
  /** Where the addresses of files begin. */
  readonly origin: string;
}

/**
 * Rows that name somebody as their user, as lists of the resource answer them to that person: what its policies hide stands in no download
 * either, be it a row about them or a field of theirs.
 */
export function rowsOfOwner(resources: readonly OpenedResource[], { clock, origin }: Beside): RowsOfOwner {
  const owned = resources.map((one): Owned => ({ ...one, by: fieldsOfUsers(one.resource) }));
  return async (principal) => {
    const rows: Record<string, Record<string, readonly object[]>> = {};
    const leftOut: string[] = [];
    let room = MOST_CHARACTERS;
    for (const one of owned.filter(({ by }) => by.length > 0)) {
      const all = await allOf(one, { by: { principal, now: clock.now() }, origin, room });
      room -= all.size;
      rows[one.feature] = { ...rows[one.feature], [pluralOf(one.resource)]: all.rows };
      if (!all.isWhole) leftOut.push(`${one.feature}.${pluralOf(one.resource)}`);
    }
    return { rows, rows_left_out: leftOut } satisfies OwnRows;
  };
}

function fieldsOfUsers({ fields }: Resource): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'reference' && field.to === 'user' ? [name] : [],
  );
}

interface Asked {
  readonly by: { readonly principal: Principal; readonly now: Date };
  readonly origin: string;
  readonly room: number;
}

async function allOf({ rows, resource, nested, by: fields }: Owned, { by, origin, room }: Asked) {
  const value = by.principal.user.id;
  const anyOf = [fields.map((field): RowFilter => ({ field, lookUp: 'exact', value }))];
  const found: object[] = [];
  let size = 0;
  const largest = largestRow(resource.fields, nested);
  const parts = allRows({ order: [], most: MOST_ROWS + 1, largest }, (part) =>
    rows.list(by, { anyOf, order: [], ...readToShow(resource.fields), ...part }).catch(noneIfRefused),
  );
  for await (const part of parts) {
    for (const shown of await rows.show(by, part)) {
      const row = addressedIn(shown, origin);
      size += JSON.stringify(row).length;
      if (found.length === MOST_ROWS || size > room) return { rows: found, size, isWhole: false };
      found.push(row);
    }
  }
  return { rows: found, size, isWhole: true };
}
