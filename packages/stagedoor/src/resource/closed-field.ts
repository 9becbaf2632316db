import type { Field } from './field.ts';

/** Whether not everybody who may read the row may read it. */
export function isClosed({ access, writeOnly }: Field): boolean {
  return access?.read !== undefined || writeOnly === true;
}
