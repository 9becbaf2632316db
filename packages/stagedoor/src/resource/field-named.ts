import type { Field, Fields } from './field.ts';

/** The field of this name, which may be anything that somebody sent; undefined where none is declared. */
export function fieldNamed(fields: Fields, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
