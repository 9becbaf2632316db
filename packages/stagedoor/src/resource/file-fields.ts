import type { Field, Fields, FileField, ImageField } from './field.ts';

/** Whether it keeps a file. */
export function isFile(field: Field): field is FileField | ImageField {
  return field.type === 'file' || field.type === 'image';
}

/** Those that keep files. */
export function fileFields(fields: Fields): readonly (readonly [string, FileField | ImageField])[] {
  return Object.entries(fields).flatMap(([name, field]) => (isFile(field) ? [[name, field] as const] : []));
}

/** Whether rows have files. */
export function hasFiles({ fields }: { readonly fields: Fields }): boolean {
  return Object.values(fields).some(isFile);
}
