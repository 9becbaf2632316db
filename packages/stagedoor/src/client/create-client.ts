import type { LogInBody, Operations, User } from './api.ts';
import { createApiTokenCredentials } from './api-token-credentials.ts';
import {
  type Fields,
  operationRequest,
  type SiteRequest,
  siteRequest,
  takesInput,
} from './client-request.ts';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';
import type { ClientCredentials } from './credentials.ts';
import { createJwtCredentials } from './jwt-credentials.ts';
import { keptTokens } from './kept-tokens.ts';
import { type OperationName, operations } from './operations.ts';
import type { ClientError, RequestOptions, Result } from './result.ts';
import { createSendRequest, type SendRequest } from './send-request.ts';
import { createSessionCredentials } from './session-credentials.ts';
import { type ClientSession, createSession, type KeptSession, type SessionState } from './session-state.ts';
import { createTabs } from './tabs.ts';
import { createTokenCookieCredentials } from './token-cookie-credentials.ts';
import { createMemoryStore, type TokenStore } from './token-store.ts';
import { createTransport, type Transport } from './transport.ts';

export interface ClientOptions<Extra = unknown> {
  /** Where the site is, `https://accounts.example`; the page's own origin unless given. */
  readonly baseUrl?: string;
  /**
   * How the client says who it is. `session`, the default: the session cookie. `token-cookie`: a JWT pair in cookies. `jwt`: a
   * JWT pair that the client keeps. `token`: an API token that it keeps.
   */
  readonly mode?: 'session' | 'token-cookie' | 'jwt' | 'token';
  /** Where tokens are kept; in memory, and gone with it, unless given. One that fails is as none. */
  readonly store?: TokenStore;
  /** The Cookie header of the request that is being answered, where the client runs on a server (`setCookies`). */
  readonly cookie?: string;
  /** Sent with each request: a language, or the visitor's address for a site that trusts this proxy. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What carries requests out: the runtime's own unless given. `toWebHandler` makes one that needs no network. */
  readonly fetch?: typeof fetch;
  /** What is known of the session already, for a page that a server has drawn. */
  readonly initial?: SessionState<User & Extra>;
}

/** The API of a site. Everything asked answers `{ data, error, response }`; nothing is thrown, whatever is answered. */
export interface Client<Extra = unknown> extends Operations<Extra> {
  /** Logs in by a name and a password, in the way of the client's mode, and answers who that is. */
  logIn(input: LogInBody, options?: RequestOptions): Promise<Result<User & Extra, keyof LogInBody>>;
  /** Logs out, here and on the server. An error says that the server was not told. */
  logOut(): Promise<{ readonly error: ClientError | undefined }>;
  /**
   * An address of the site's own, asked as whoever is logged in. Its guards refuse as the accounts do, so `error` is of the
   * same kind.
   *
   * @throws TypeError for a path that leads off the site
   * @example
   * const { data, error } = await client.request<Order[]>({ path: '/api/orders/?page=2' });
   */
  request<Data = unknown, Field extends PropertyKey = string>(
    asked: SiteRequest,
    options?: RequestOptions,
  ): Promise<Result<Data, Field>>;
  /** Who is logged in. */
  readonly session: ClientSession<User & Extra>;
  /** The Set-Cookie lines that came where no browser keeps them, for each cookie the last: hand them on to the visitor. */
  readonly setCookies: readonly string[];
}

/**
 * A typed client of a site's JSON API, for browsers and for servers: it needs `fetch` and nothing else. `Extra` are the
 * fields that the site's users have beside the usual ones.
 *
 * @example
 * const client = createClient();
 * const { data: user, error } = await client.logIn({ username: 'ana', password });
 * if (error?.code === 'throttled') console.log(`Wait ${error.retryAfterSeconds} seconds.`);
 */
export function createClient<Extra = unknown>(options: ClientOptions<Extra> = {}): Client<Extra> {
  const { baseUrl = '', mode = 'session', store } = options;
  const transport = createTransport({
    baseUrl,
    headers: options.headers ?? {},
    // Looked up at each call, and called on nothing: a browser's own fetch insists on that.
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
  });
  const jar = jarFor({ mode, cookie: options.cookie });
  const credentials = credentialsFor({ mode, store }, transport, jar);
  const isShared = usesCookies(mode) || store !== undefined;
  const session: KeptSession<User & Extra> = createSession<User & Extra>({
    initial: options.initial ?? { status: 'loading' },
    tabs: isShared ? createTabs(`stagedoor ${mode} ${transport.origin}`) : null,
    async load() {
      if (await credentials.mayBeSignedIn()) await ask(operationRequest('getMe'), {});
      else session.set({ status: 'signed-out' });
    },
  });
  const ask = createSendRequest({ transport, credentials, session });
  return {
    ...operationsBy<Extra>(ask),
    async logIn(input, of = {}) {
      const { data, error, response } = await ask(
        operationRequest(credentials.logInOperation, { ...input }),
        of,
      );
      if (error !== undefined) return { data: undefined, error, response };
      await credentials.keep(data);
      return (await ask(operationRequest('getMe'), of)) as Result<User & Extra, keyof LogInBody>;
    },
    async logOut() {
      const logOutRequest = await credentials.logOutRequest();
      const said = logOutRequest === null ? undefined : (await ask(logOutRequest, {})).error;
      const isForgotten = await credentials.forget();
      const error = said !== undefined && !isOver(said) ? said : undefined;
      if (isForgotten || error === undefined) session.set({ status: 'signed-out' });
      return { error };
    },
    async request<Data, Field extends PropertyKey>(asked: SiteRequest, of: RequestOptions = {}) {
      // What a site answers the caller says; it is not looked at.
      return (await ask(siteRequest(asked), of)) as Result<Data, Field>;
    },
    session,
    get setCookies() {
      return jar?.received ?? [];
    },
  };
}

/** A method for each operation. */
function operationsBy<Extra>(ask: SendRequest): Operations<Extra> {
  const methods = Object.keys(operations).map((key) => {
    const name = key as OperationName;
    const method = takesInput(name)
      ? async (input: Fields = {}, of: RequestOptions = {}) => ask(operationRequest(name, input), of)
      : (of: RequestOptions = {}) => ask(operationRequest(name), of);
    return [name, method] as const;
  });
  // The table and the types are made from one document.
  return Object.fromEntries(methods) as unknown as Operations<Extra>;
}

/** What the server answers for credentials that ended before: that they are to end is no news to it. */
function isOver({ status }: ClientError): boolean {
  return status === 401 || status === 404;
}

type Mode = NonNullable<ClientOptions['mode']>;

function usesCookies(mode: Mode): boolean {
  return mode === 'session' || mode === 'token-cookie';
}

/** No browser, no cookies: what it would do for them is done here. */
function jarFor({ mode, cookie }: { mode: Mode; cookie: string | undefined }): CookieJar | null {
  const isPage = 'document' in globalThis;
  return usesCookies(mode) && (cookie !== undefined || !isPage) ? createCookieJar(cookie ?? '') : null;
}

function credentialsFor(
  { mode, store }: { mode: Mode; store: TokenStore | undefined },
  transport: Transport,
  jar: CookieJar | null,
): ClientCredentials {
  const tokens = store === undefined ? createMemoryStore() : keptTokens(store);
  switch (mode) {
    case 'session':
      return createSessionCredentials(transport, jar);
    case 'token-cookie':
      return createTokenCookieCredentials(transport, createSessionCredentials(transport, jar));
    case 'jwt':
      return createJwtCredentials(transport, {
        store: tokens,
        isShared: store !== undefined,
      });
    case 'token':
      return createApiTokenCredentials(tokens);
  }
}
