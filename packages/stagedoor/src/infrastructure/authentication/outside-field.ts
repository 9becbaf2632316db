import type { OutsidePerson } from '../../core/user/authentication-backend.ts';

/** A column here and what the outside system calls it. */
export interface OutsideField {
  readonly here: string;
  readonly there: string;
}

const COLUMNS: Readonly<Record<string, 'email' | 'firstName' | 'lastName'>> = {
  email: 'email',
  first_name: 'firstName',
  last_name: 'lastName',
};

/** What the outside system says of a person, under our names; without `fields` its names are ours already. */
export function readPerson(
  said: Readonly<Record<string, unknown>>,
  fields: readonly OutsideField[] | null,
): Omit<OutsidePerson, 'username'> {
  const pairs = fields ?? Object.keys(said).map((name) => ({ here: name, there: name }));
  const person: Partial<Record<'email' | 'firstName' | 'lastName', unknown>> = {};
  const extra: Record<string, unknown> = {};
  for (const { here, there } of pairs) {
    if (!Object.hasOwn(said, there)) continue;
    const column = Object.hasOwn(COLUMNS, here) ? COLUMNS[here] : undefined;
    if (column === undefined) Object.defineProperty(extra, here, { value: said[there], enumerable: true });
    else person[column] = said[there];
  }
  return { ...person, extra };
}
