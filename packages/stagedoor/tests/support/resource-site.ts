import type { Kysely } from 'kysely';
import type { FeatureCore } from '../../src/create-stagedoor/feature.ts';
import { differenceOf } from '../../src/resource/migration/difference.ts';
import type { Resource } from '../../src/resource/resource.ts';
import { checkAnswer } from './answer-check.ts';
import { openRealSite, PASSWORD, type RealSite } from './site.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** What was answered; whatever it is, it is compared. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes are read in one line each
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface ResourceSite {
  readonly site: RealSite;
  /** A JSON web token of a new account. */
  tokenOf(username: string): Promise<string>;
  /** Asks as the holder of a token, or as a stranger; each answer is held to the OpenAPI document. */
  send(
    token: string | null,
    method: Method,
    url: string,
    payload?: object,
    headers?: object,
  ): Promise<Answered>;
  /** Puts rows into a table, by its columns. */
  insert(table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  close(): Promise<void>;
}

/** Tables of any columns. */
type AnyTables = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a feature of resources needs beside them to be opened, and a way to many rows at once. */
export function withTables<const Name extends string>(feature: Name, resources: readonly Resource[]) {
  const operations = differenceOf({}, { feature, resources });
  return {
    name: feature,
    resources,
    migrations: [{ name: '0001_initial', operations }],
    // The tables are known from the declarations alone.
    stores: ({ db }: { readonly db: object }) => ({ db: db as Kysely<AnyTables> }),
    useCases: ({ stores }: { readonly stores: { readonly db: Kysely<AnyTables> } }) => ({
      insert: async (table: string, rows: readonly Readonly<Record<string, unknown>>[]) => {
        await stores.db.insertInto(table).values(rows).execute();
      },
    }),
  };
}

/** A site with resources over one of the databases, opened once for a whole file. */
export async function openResourceSite(
  features: readonly FeatureCore[],
  open: () => Promise<{ readonly env: Record<string, string>; drop(): Promise<void> }>,
  env: Record<string, string> = {},
): Promise<ResourceSite> {
  const database = await open();
  const site = await openRealSite({ features, env: { ...database.env, ...env } });
  return {
    site,
    async tokenOf(username) {
      await site.addPerson(username);
      const payload = { username, password: PASSWORD };
      const answer = await site.app.inject({ method: 'POST', url: '/api/token/', payload });
      return answer.json<{ access: string }>().access;
    },
    async send(token, method, url, payload, headers = {}) {
      const authorization =
        token === null ? {} : { authorization: token.includes(' ') ? token : `Bearer ${token}` };
      const request = { method, url, headers: { ...authorization, ...headers } };
      const response = await site.app.inject(payload === undefined ? request : { ...request, payload });
      checkAnswer(site.app, { method, url }, response);
      const isJson = String(response.headers['content-type']).startsWith('application/json');
      const { body, statusCode: status } = response;
      return {
        status,
        body: body === '' ? null : isJson ? response.json() : body,
        headers: response.headers,
      };
    },
    async insert(table, rows) {
      const { openedFeatures } = site.stagedoor;
      const owner = openedFeatures.find(({ feature }) => table.startsWith(`${feature.name}_`));
      if (owner === undefined) throw new Error(`nobody has the table ${table}`);
      // Of a feature that was made by `withTables`.
      const { insert } = owner.useCases as ReturnType<ReturnType<typeof withTables>['useCases']>;
      await insert(table, rows);
    },
    async close() {
      await site.close();
      await database.drop();
    },
  };
}
