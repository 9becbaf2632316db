import { type Field, type Fields, shownFields } from '../field.ts';
import type { LookUp, Resource } from '../resource.ts';

const sameness = ['exact', 'in'] as const;
const order = ['exact', 'in', 'gt', 'gte', 'lt', 'lte', 'range'] as const;
const parts = ['exact', 'in', 'iexact', 'icontains', 'istartswith'] as const;

/** Whatever is shown may be asked about, by the look-ups that suit it, and rows by their keys. */
export function lookUpsOf(fields: Fields): Required<Pick<Resource, 'filters' | 'orderBy'>> {
  const shown = shownFields(fields);
  return {
    orderBy: shown.filter(([, { type }]) => isOrdered(type)).map(([name]) => name),
    filters: { id: sameness, ...Object.fromEntries(shown.map(([name, field]) => [name, lookUpsFor(field)])) },
  };
}

function isOrdered(type: Field['type']): boolean {
  return !['json', 'file', 'image', 'references'].includes(type);
}

function lookUpsFor(field: Field): readonly LookUp[] {
  const mayBeNone = field.nullable === true || field.type === 'references';
  return mayBeNone ? [...suiting(field), 'isnull'] : suiting(field);
}

function suiting({ type }: Field): readonly LookUp[] {
  switch (type) {
    case 'boolean':
    case 'choice':
    case 'reference':
    case 'references':
      return sameness;
    case 'integer':
    case 'decimal':
    case 'date':
    case 'time':
    case 'moment':
      return order;
    case 'json':
    case 'file':
    case 'image':
      return [];
    default:
      return parts;
  }
}
