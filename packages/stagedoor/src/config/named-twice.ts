/** A sentence for each name that a list has more than once. */
export function namedTwice(setting: string, names: readonly string[]): string[] {
  const twice = new Set(names.filter((name, place) => names.indexOf(name) !== place));
  return [...twice].map((name) => `${setting} names ${name} twice.`);
}
