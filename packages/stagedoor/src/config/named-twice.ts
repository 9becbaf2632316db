import { repeated } from '../core/kernel/repeated.ts';

/** A sentence for each name that a list has more than once. */
export function namedTwice(setting: string, names: readonly string[]): string[] {
  const twice = new Set(repeated(names));
  return [...twice].map((name) => `${setting} names ${name} twice.`);
}
