import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { RawFields } from '../../http/request/body.ts';
import type { Fields } from '../../resource/field.ts';
import type { GuardedRows } from '../../resource/guarded-rows.ts';
import type { OnBehalf } from '../../resource/on-behalf.ts';
import type { PageStyle } from '../../resource/resource.ts';
import type { StoredRow } from '../../resource/resource-store.ts';
import type { ShownRow } from '../../resource/shown-rows.ts';
import { type Listable, readListQuery } from './list-query.ts';
import { afterPage, barePage, cursorPage } from './page/cursor-page.ts';
import { limitOffsetPage } from './page/limit-offset-page.ts';
import { numberedPage } from './page/numbered-page.ts';
import type { Page, PageSource } from './page/page-source.ts';
import { behalfOf } from './served-resource.ts';

/** A list that is served: what may be asked of it, its rows, and how one is shown. */
export interface ServedList {
  readonly list: Listable;
  readonly rows: Pick<GuardedRows, 'list' | 'count' | 'readableBy'>;
  show(by: OnBehalf, rows: readonly StoredRow[], fields?: Fields): Promise<readonly ShownRow[]>;
}

const styles: Readonly<Record<PageStyle, (source: PageSource) => Promise<Page>>> = {
  number: numberedPage,
  'limit-offset': limitOffsetPage,
  cursor: cursorPage,
  after: afterPage,
  none: barePage,
};

/**
 * A page of a list as it was asked for.
 *
 * @throws AccountsError `invalid-input` naming each parameter that is wrong; RequestProblem `invalid-page`, `invalid-cursor`
 */
export async function listAnswer(served: ServedList, exchange: Exchange, sent: RawFields): Promise<Answer> {
  const { rows, show } = served;
  const { publicOrigin, unknownParameters } = exchange.context.settings;
  const by = await behalfOf(exchange);
  const list = await listFor(served, by);
  const { ignored, order, shown, ...narrowing } = readListQuery(list, sent, { unknown: unknownParameters });
  const page = await styles[list.pages?.style ?? 'number']({
    list,
    sent,
    order,
    address: { origin: publicOrigin, target: exchange.request.url },
    read: (part) => rows.list(by, { ...narrowing, ...part, order }),
    count: (cap) => rows.count(by, { ...narrowing, cap }),
  });
  const results = await show(by, page.rows, shown);
  return json(page.body(results), 200, { ...page.headers, ...ignoredHeader(ignored) });
}

/** A list as far as somebody may read what is in it. */
export async function listFor(
  { list, rows }: Pick<ServedList, 'list' | 'rows'>,
  by: OnBehalf,
): Promise<Listable> {
  const { fields, filters = {}, search = [], orderBy = [] } = await rows.readableBy(by);
  return { ...list, fields, filters, search, orderBy };
}

/** As in an address: whatever was sent, it is one header. */
export function ignoredHeader(ignored: readonly string[]): Readonly<Record<string, string>> {
  if (ignored.length === 0) return {};
  const names = ignored.slice(0, 20).map((name) => encodeURIComponent(name.slice(0, 60).toWellFormed()));
  return { 'ignored-parameters': names.join(', ') };
}
