/** What a list may be asked for, whatever it has. */
interface AnyQuery {
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
export function listAddress(base: string, { where = {}, order, pageSize, ...rest }: AnyQuery): string {
  const said = { ...rest, page_size: pageSize, ordering: order?.join(',') };
  const query = new URLSearchParams([
    ...Object.entries(where).flatMap(([name, asked]) => filtersOf(name, asked)),
    ...Object.entries(said).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
  ]);
  return query.size === 0 ? base : `${base}?${query}`;
}

function filtersOf(name: string, asked: unknown): readonly [string, string][] {
  if (asked === undefined) return [];
  if (asked === null) return [[`${name}__isnull`, 'true']];
  if (typeof asked !== 'object' || asked instanceof Date) return [[name, textOf(asked)]];
  return Object.entries(asked).flatMap(([lookUp, value]): [string, string][] =>
    value === undefined ? [] : [[lookUp === 'exact' ? name : `${name}__${lookUp}`, textOf(value)]],
  );
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return value instanceof Date ? value.toISOString() : String(value);
}
