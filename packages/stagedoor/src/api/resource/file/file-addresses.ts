import { asItIs } from '../../../resource/as-read.ts';
import { addressedIn } from '../../../resource/file/addressed-files.ts';
import { fileFields } from '../../../resource/file-fields.ts';
import type { GuardedRows } from '../../../resource/guarded-rows.ts';
import type { Values } from '../../../resource/read/read-row.ts';
import { pluralOf } from '../../../resource/resource.ts';
import type { ServedResource } from '../served-resource.ts';

/** Rows that say of a file where it is, as REST framework's do, and take it back where that is sent. */
export function withFileAddresses<Served extends Pick<ServedResource, 'resource' | 'rows' | 'together'>>(
  served: Served,
  origin: string,
): Served {
  const { rows, resource, together } = served;
  const show: GuardedRows['show'] = async (by, some, fields) =>
    (await rows.show(by, some, fields)).map((row) => addressedIn(row, origin));
  const names = fileFields(resource.fields).map(([name]) => name);
  if (names.length === 0) return { ...served, rows: { ...rows, show } };
  const base = `${origin}/api/${pluralOf(resource)}/`;
  const takenBack = (inside: GuardedRows): GuardedRows => ({
    ...inside,
    update: (by, row, sent) => inside.update(by, row, asItWas(sent, names, `${base}${row.id}/`)),
    replace: (by, row, sent) => inside.replace(by, row, asItWas(sent, names, `${base}${row.id}/`)),
  });
  const all: ServedResource['together'] =
    together && ((work) => together((inside) => work(takenBack(inside))));
  return { ...served, rows: { ...takenBack(rows), show }, ...(all === undefined ? {} : { together: all }) };
}

/** A row may be sent back as it was read: the address of a file is the file that is there. */
function asItWas(sent: Values, names: readonly string[], at: string): Values {
  const taken = names.filter((name) => sent[name] === `${at}${name}/`);
  return { ...sent, ...Object.fromEntries(taken.map((name) => [name, asItIs])) };
}
