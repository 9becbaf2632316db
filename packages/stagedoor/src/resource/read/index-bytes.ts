import type { FieldProblem } from '../../core/kernel/errors.ts';
import type { Resource } from '../resource.ts';

/** An entry of an index of PostgreSQL has a third of a page: 2,704 bytes, some of them its own. */
const MOST_BYTES = 2_600;
/** So few characters have room in any index, whatever they are and stand beside. */
const FEW = 50;

export type Indexed = Pick<Resource, 'fields'> & Partial<Pick<Resource, 'uniqueTogether'>>;

/** What is wrong with a text that its index could not hold; null where it could. On every database alike, and before one refuses it. */
export function indexProblem(resource: Indexed, name: string, value: unknown): FieldProblem | null {
  if (typeof value !== 'string' || value.length <= FEW) return null;
  const most = mostBytes(resource, name);
  return most === null || Buffer.byteLength(value) <= most
    ? null
    : { code: 'max_bytes', params: { max_bytes: most } };
}

/** Those that are unique together share one. */
function mostBytes({ fields, uniqueTogether = [] }: Indexed, name: string): number | null {
  const field = fields[name];
  const alone = field?.unique === true || field?.index === true ? [1] : [];
  const together = uniqueTogether.filter((names) => names.includes(name)).map(({ length }) => length);
  const shares = [...alone, ...together];
  return shares.length === 0 ? null : Math.floor(MOST_BYTES / Math.max(...shares));
}
