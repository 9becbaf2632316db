/** What a list may be asked for, whatever it has. */
interface AnyQuery {
  readonly fields?: readonly string[];
  readonly where?: Readonly<Record<string, unknown>>;
  readonly search?: string;
  readonly order?: readonly string[];
  readonly page?: number | 'last';
  readonly pageSize?: number;
  readonly limit?: number;
  readonly offset?: number;
  readonly count?: string;
}

/** An address with what is asked for, as REST framework and django-filter name it. */
export function listAddress(
  base: string,
  { where = {}, order, pageSize, fields = [], ...rest }: AnyQuery,
): string {
  const filters = Object.entries(where).flatMap(([name, asked]) => filtersOf(name, asked));
  const named = fields.length === 0 ? {} : { fields: fields.join(',') };
  const said = { ...rest, ...named, page_size: pageSize, ordering: order?.join(',') };
  return addressWith(base, { ...Object.fromEntries(filters), ...said });
}

/** Whether nothing can be found: none of several values is all that a field may be. */
export function findsNothing({ where = {} }: AnyQuery): boolean {
  return Object.values(where).some((asked) =>
    [asked, ...Object.values(asked ?? {})].some((value) => Array.isArray(value) && value.length === 0),
  );
}

const QUERY = /^(fields|where|search|order|page|pageSize|limit|offset|count)$/;

/** What is misspelt, or was not got, would be every row. @throws TypeError naming it */
export function requireQuery(query: object): void {
  const unknown = Object.keys(query).find((name) => !QUERY.test(name));
  if (unknown !== undefined) throw new TypeError(`A list is asked for no ${unknown}`);
  requireSaid(query, 'where');
}

/** That there is none is said by leaving it out. @throws TypeError */
export function requireSaid(of: object, name: string): void {
  if (name in of && (of as Readonly<Record<string, unknown>>)[name] === undefined) throw notSaid(name);
}

function notSaid(name: string): TypeError {
  return new TypeError(`${name} is undefined`);
}

/** An address with what is sent to it. */
export function addressWith(base: string, sent: object): string {
  const query = new URLSearchParams(
    Object.entries(sent).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((one) => [name, textOf(one)] as [string, string]),
    ),
  );
  return query.size === 0 ? base : `${base}?${query}`;
}

function filtersOf(name: string, asked: unknown): readonly [string, string][] {
  if (asked === null) return [[`${name}__isnull`, 'true']];
  if (typeof asked !== 'object' || asked instanceof Date || Array.isArray(asked))
    return [filterOf(name, asked)];
  const lookUps = Object.entries(asked);
  if (lookUps.length === 0) throw notSaid(name);
  return lookUps.map(([lookUp, value]) => filterOf(lookUp === 'exact' ? name : `${name}__${lookUp}`, value));
}

const LOOK_UP = /__(i?(exact|contains|startswith|endswith)|in|range|[gl]te?|isnull|year|month|day|date)$/;

/** A parameter that is blank asks for nothing; with its look-up written out, for the blank itself. */
function filterOf(name: string, asked: unknown): [string, string] {
  if ([asked].flat().includes(undefined)) throw notSaid(name);
  const text = Array.isArray(asked) ? asked.map(listedText).join(',') : textOf(asked);
  return text.trim() === '' && !LOOK_UP.test(name) ? [`${name}__exact`, ''] : [name, text];
}

function listedText(value: unknown): string {
  const text = textOf(value);
  return /[",]|^\s*$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
