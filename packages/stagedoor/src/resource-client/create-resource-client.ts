import type { Client } from '../client/create-client.ts';
import type { RequestOptions, Result } from '../client/result.ts';
import { formIfFiles } from './form-if-files.ts';
import { addressWith, findsNothing, listAddress, requireQuery, requireSaid } from './list-address.ts';
import type {
  ActedOf,
  ActionName,
  ActionOf,
  ActOf,
  Answered,
  Change,
  Declared,
  InputNames,
  ListQuery,
  NamesOf,
  New,
  Page,
  Shown,
  ShownName,
  Writes,
  Written,
} from './resource-types.ts';

/** A result with the version of its row, which a later change may name; undefined where none was told. */
export type RowResult<Data, Field extends PropertyKey = never> = Result<Data, Field> & {
  readonly version: number | undefined;
};

/** What can be said of a change. */
export interface ChangeOptions extends RequestOptions {
  /** The version that was seen: a row that was changed since then is `changed-meanwhile`. */
  readonly version?: number;
}

/** What can be said of a row that is read. */
export interface ReadOptions<Asked extends string> extends RequestOptions {
  /** These fields alone, and its id. Its version is the same whichever. */
  readonly fields?: readonly Asked[];
}

/**
 * The rows of a resource over the API, typed by its declaration. As with all of the client nothing is thrown but a `TypeError`, for what the
 * program cannot have meant: an `undefined` in `where` or for a version,
 * which would be any, or an id that is no whole number.
 */
export interface ResourceClient<One extends Declared> {
  /** Where a field is to be one of no values, `{ in: [] }`, nothing is found, and nothing asked. */
  list<const Asked extends ShownName<One> = never>(
    query?: ListQuery<One, Asked>,
    options?: RequestOptions,
  ): Promise<Result<Page<Answered<One, Asked>>, string>>;
  /** The page that `next` or `previous` of another one names; of a list with some fields say again which, `follow<'name'>(next)`. */
  follow<Asked extends ShownName<One> = never>(
    address: string,
    options?: RequestOptions,
  ): Promise<Result<Page<Answered<One, Asked>>, string>>;
  get<const Asked extends ShownName<One> = never>(
    id: number,
    options?: ReadOptions<Asked>,
  ): Promise<RowResult<Answered<One, Asked>, 'fields'>>;
  create(values: New<One>, options?: RequestOptions): Promise<RowResult<Shown<One>, NamesOf<One>>>;
  /** All that is required is said; what else is left out stays. */
  replace(
    id: number,
    values: New<One>,
    options?: ChangeOptions,
  ): Promise<RowResult<Shown<One>, NamesOf<One>>>;
  /** What is left out stays. */
  update(
    id: number,
    values: Change<One>,
    options?: ChangeOptions,
  ): Promise<RowResult<Shown<One>, NamesOf<One>>>;
  remove(id: number, options?: ChangeOptions): Promise<Result<null>>;
  /** Deletes, changes and makes rows together, all or none, where the declaration says `bulk`. */
  write(writes: Writes<One>, options?: RequestOptions): Promise<Result<Written<One>, string>>;
  /** Something else that is declared, by its name. */
  act<Name extends ActionName<One>>(
    name: Name,
    act: ActOf<ActionOf<One, Name>>,
    options?: RequestOptions,
  ): Promise<RowResult<ActedOf<One, ActionOf<One, Name>>, InputNames<ActionOf<One, Name>>>>;
}

/**
 * The rows of a resource, asked for by a client. The declaration is a type here: `import type`, and nothing of the server comes along.
 *
 * @param plural as its address says it: `products` of `/api/products/`
 * @example
 * import type { product } from '../server/shop.ts';
 * const products = createResourceClient<typeof product>(client, 'products');
 * const { data, error } = await products.list({ where: { price: { lte: '10' } }, order: ['-price'] });
 */
export function createResourceClient<One extends Declared>(
  client: Pick<Client, 'request'>,
  plural: string,
): ResourceClient<One> {
  const base = `/api/${wordIn(plural)}/`;
  const row = (id: number) => `${base}${keyIn(id)}/`;
  const asked = async (request: Parameters<Client['request']>[0], asking: ChangeOptions = {}) => {
    requireSaid(asking, 'version');
    const { version, headers, ...options } = asking;
    const seen = version === undefined ? headers : { 'if-match': `"v${version}"`, ...headers };
    const result = await client.request(
      request,
      seen === undefined ? options : { ...options, headers: seen },
    );
    return { ...result, version: versionIn(result.response) };
  };
  const page = async (path: string, options?: RequestOptions) => pageOf(await asked({ path }, options));
  // What a declared resource answers its declaration says; it is not looked at.
  return {
    list: async (query: ListQuery<One> = {}, options?: RequestOptions) => {
      requireQuery(query);
      return findsNothing(query) ? nothingFound() : await page(listAddress(base, query), options);
    },
    follow: (address, options) => page(onSite(address), options),
    get: async (id: number, { fields = [], ...options }: ReadOptions<string> = {}) =>
      await asked({ path: listAddress(row(id), { fields }) }, options),
    create: (values, options) => asked({ path: base, method: 'POST', body: formIfFiles(values) }, options),
    replace: async (id, values, options) =>
      await asked({ path: row(id), method: 'PUT', body: formIfFiles(values) }, options),
    update: async (id, values, options) =>
      await asked({ path: row(id), method: 'PATCH', body: formIfFiles(values) }, options),
    remove: async (id, options) => await asked({ path: row(id), method: 'DELETE' }, options),
    write: async (writes, options) => {
      for (const write of Object.values(writes).flat()) requireSaid(write, 'version');
      return await asked({ path: `${base}bulk/`, method: 'POST', body: writes }, options);
    },
    act: async (name, of, options) => {
      const act = of as AnyAct;
      requireSaid(act, 'version');
      const { id, version, input, path = String(name), method = 'POST' } = act;
      const address = `${'id' in act ? row(id) : base}${wordIn(path)}/`;
      const at = version === undefined ? options : { ...options, version };
      return await (method === 'GET'
        ? asked({ path: addressWith(address, input ?? {}) }, at)
        : asked({ path: address, method, ...(input === undefined ? {} : { body: input }) }, at));
    },
  } as ResourceClient<One>;
}

/** A part of an address that leads nowhere else, `../users/me`. @throws TypeError for what is none */
function wordIn(part: string): string {
  if (/^[\w-]+$/.test(part)) return part;
  throw new TypeError(`No part of an address: ${part}`);
}

/** Ids come from addresses too, as texts that say anything. @throws TypeError for what is no whole number */
function keyIn(id: number): number {
  if (Number.isSafeInteger(id)) return id;
  throw new TypeError(`No id: ${id}`);
}

/** An act of whatever action. */
interface AnyAct {
  readonly id: number;
  readonly version?: number;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly path?: string;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
}

function versionIn(response: Response | undefined): number | undefined {
  const version = /"v(\d+)"$/.exec(response?.headers.get('etag') ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

/** What is known beforehand is not asked. */
function nothingFound(): Result<Page<never>> {
  const data = { results: [], next: null, previous: null, count: 0 };
  return { data, error: undefined, response: Response.json(data) };
}

/** A bare list says in a header where it goes on. */
function pageOf(result: Result<unknown, string>): Result<unknown, string> {
  if (result.error !== undefined || !Array.isArray(result.data)) return result;
  const next = /<([^>]+)>; rel="next"/.exec(result.response?.headers.get('link') ?? '')?.[1] ?? null;
  return { ...result, data: { results: result.data, next, previous: null } };
}

/** Pages name each other by whole addresses; what the client asks stays on its site. */
function onSite(address: string): string {
  const { pathname, search } = new URL(address, 'https://site.invalid');
  return pathname + search;
}
