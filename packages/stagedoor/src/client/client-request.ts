import { type Method, type OperationName, operations } from './operations.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A request of the site's own, beside the operations of the accounts. */
export interface SiteRequest {
  /** With the query, where there is one: `/api/orders/?page=2`. */
  readonly path: string;
  readonly method?: Method;
  /** Sent as JSON; a form with files as it is. */
  readonly body?: unknown;
}

/** What goes to the server: an operation of the accounts, or a request of the site's own. */
export interface ClientRequest {
  readonly name: OperationName | 'request';
  readonly method: Method;
  readonly path: string;
  readonly body?: string | FormData;
}

/** Each field where it belongs: in the path, in the query, or in the body. */
export function operationRequest(name: OperationName, input: Fields = {}): ClientRequest {
  const { method, path, input: asked } = operationOf(name);
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const take = (field: string): string => {
    const value = String(rest.get(field));
    rest.delete(field);
    return value;
  };
  const address = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => partOf(take(field)));
  const inQuery = new URLSearchParams(
    asked === '?' ? [...rest].map(([field, value]): [string, string] => [field, String(value)]) : [],
  );
  const search = inQuery.size > 0 ? `?${inQuery}` : '';
  const body = asked === 'body' ? { body: JSON.stringify(Object.fromEntries(rest)) } : {};
  return { name, method, path: address + search, ...body };
}

/** @throws TypeError for what addresses take for no part of their own: it would lead to another */
function partOf(value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`No part of a path: ${value}`);
  return encodeURIComponent(value);
}

/** @throws TypeError for an address that is not one of the site's own: credentials go with the request */
export function siteRequest({ path, method = 'GET', body }: SiteRequest): ClientRequest {
  const nowhere = 'https://site.invalid';
  // As browsers read it: `//elsewhere.example` and its like lead to another site.
  if (!path.startsWith('/') || new URL(path, nowhere).origin !== nowhere) {
    throw new TypeError(`Not a path that stays on the site: ${path}`);
  }
  return { name: 'request', method, path, ...bodyOf(body) };
}

function bodyOf(body: unknown): Pick<ClientRequest, 'body'> {
  if (body === undefined) return {};
  return { body: body instanceof FormData ? body : JSON.stringify(body) };
}

/** Whether it changes something: such a request shows the CSRF token. */
export function isUnsafe({ method }: ClientRequest): boolean {
  return method !== 'GET';
}

/** Whether the operation is asked for with fields, before its options. */
export function takesInput(name: OperationName): boolean {
  const { path, input } = operationOf(name);
  return input !== undefined || path.includes('{');
}

function operationOf(name: OperationName) {
  // Each of the table has the first two.
  const [method, path, input] = operations[name].split(' ') as [Method, string, string?];
  return { method, path, input };
}
