import type { Field } from './field.ts';

/** Whether not everybody who may read the row may read it. */
export function isClosed({ access, writeOnly }: Field): boolean {
  return access?.read !== undefined || writeOnly === true;
}

/** Whether it is answered as the row of another resource, which not everybody may see: nor is anybody told of its key. */
export function isHiddenKey(field: Field | undefined): boolean {
  return field?.type === 'reference' && field.nested !== undefined && field.to !== 'user';
}
