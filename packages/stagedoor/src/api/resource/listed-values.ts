const PART = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/y;

/** The values of a list in an address, with commas between them. One in double quotes may have commas, as in CSV; its own quotes are doubled. */
export function listedValues(text: string): readonly string[] {
  const part = new RegExp(PART);
  const values: string[] = [];
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    const [, quoted, plain = '', end] = found;
    values.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') break;
  }
  return values;
}

const QUOTED = /^"((?:[^"]|"")*)"$/;

/** One of several parameters of a name, which is one value as it stands, whatever commas there are in it; in double quotes as in a list. */
export function oneOfSeveral(text: string): string {
  return QUOTED.exec(text)?.[1]?.replaceAll('""', '"') ?? text;
}
