import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type OnDelete, referencesFields } from '../../../resource/field.ts';
import type { ResourcePlace } from '../../../resource/resource.ts';
import {
  columnNameOf,
  type LinkTable,
  linkTableOf,
  tableNameOf,
  tableReferredTo,
} from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import { unhurried } from '../unhurried.ts';

/** How rows of one table refer to those of another, and what becomes of them where those go. */
type Reference = { readonly table: string; readonly to: string } & (
  | { readonly onDelete: OnDelete; readonly column: string }
  | { readonly onDelete: 'unlink'; readonly link: LinkTable }
);

/** All references of a site. */
export type References = readonly Reference[];

export function referencesIn(places: readonly ResourcePlace[]): References {
  return places.flatMap((place): References => {
    const { feature, resource } = place;
    const table = tableNameOf(feature, resource);
    const links = referencesFields(resource.fields).map(([name, field]): Reference => {
      const link = linkTableOf(place, name, field);
      return { table, to: link.referredTo, onDelete: 'unlink', link };
    });
    const columns = Object.entries(resource.fields).flatMap(([name, field]): References => {
      if (field.type !== 'reference') return [];
      const to = tableReferredTo(feature, field);
      return [{ table, to, onDelete: field.onDelete, column: columnNameOf(name, field) }];
    });
    return [...links, ...columns];
  });
}

/** Rows that are other ones once some are gone: a reference of theirs is null, or a key in a list of theirs not there. */
export interface ChangedByLoss {
  readonly table: string;
  readonly where: (gone: RawBuilder<unknown>) => RawBuilder<SqlBool>;
}

/** Those of a table, and of what goes along with its rows; each reference once, so that those that lead back come to an end. */
export function changedByLossOf(
  table: string,
  references: References,
  walked: ReadonlySet<Reference> = new Set(),
): readonly ChangedByLoss[] {
  const leading = references.filter((one) => one.to === table && !walked.has(one));
  return leading.flatMap((one): readonly ChangedByLoss[] => {
    if (one.onDelete === 'unlink') return [unlinked(one.table, one.link)];
    const where = (gone: RawBuilder<unknown>) => sql<SqlBool>`${sql.ref(one.column)} in (${gone})`;
    if (one.onDelete === 'set null') return [{ table: one.table, where }];
    if (one.onDelete === 'protect') return [];
    return changedByLossOf(one.table, references, new Set([...walked, one])).map((further) => ({
      table: further.table,
      where: (gone) => further.where(sql`select id from ${sql.table(one.table)} where ${where(gone)}`),
    }));
  });
}

function unlinked(table: string, { table: keys, from, to }: LinkTable): ChangedByLoss {
  return {
    table,
    where: (gone) =>
      sql<SqlBool>`id in (select ${sql.ref(from)} from ${sql.table(keys)} where ${sql.ref(to)} in (${gone}))`,
  };
}

/** Before a row goes: what it leaves changed moves on by a version, so that nobody writes it as they saw it before. */
export async function moveOn(
  connection: Connection,
  changed: readonly ChangedByLoss[],
  goneId: number,
): Promise<void> {
  for (const { table, where } of changed)
    await unhurried(
      connection,
      sql`update ${sql.table(table)} set row_version = row_version + 1 where ${where(sql`${goneId}`)}`,
    );
}
