import { PlainError } from '../../core/kernel/plain-error.ts';
import type { GuardedRows } from '../../resource/guarded-rows.ts';
import type { ResourcePlace } from '../../resource/resource.ts';
import type { ServedResource } from './served-resource.ts';

/** A resource of which only is told where it is served and what it answers: to check settings, and to write the client. There are no rows to ask. */
export function describedResource(place: ResourcePlace): ServedResource {
  // Whatever is asked of them is a fault, so they need be nothing.
  const rows = new Proxy({} as GuardedRows, { get: () => unasked });
  return { ...place, rows, nested: new Map() };
}

function unasked(): never {
  throw new PlainError('A resource that is only described has no rows.');
}
