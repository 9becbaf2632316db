/** How many rows a list answers at once: so many unless told, and no more whatever is asked. */
export interface PageBounds {
  readonly usual: number;
  readonly most: number;
}

/** What operators' lists keep to. */
export const pageBounds: PageBounds = { usual: 100, most: 1_000 };

/** Some rows of a list, in its order. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The id of the last row, which the next page begins behind; null where nothing follows. */
  readonly next: number | null;
}

/** How many rows are meant: a whole number within the bounds, whatever was asked. */
export function pageSize(asked: number | undefined, { usual, most }: PageBounds = pageBounds): number {
  const whole = Math.trunc(asked ?? usual);
  return Number.isNaN(whole) ? usual : Math.min(Math.max(whole, 1), most);
}

/** Asks for one row more than the page has, and so knows whether anything follows. */
export async function pageOf<Row extends { readonly id: number }>(
  asked: number | undefined,
  list: (limit: number) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  const size = pageSize(asked);
  const found = await list(size + 1);
  const rows = found.slice(0, size);
  return { rows, next: found.length > size ? (rows.at(-1)?.id ?? null) : null };
}
