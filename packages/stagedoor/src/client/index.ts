// What a front end imports. It needs nothing else of the package, and nothing at run time but `fetch`.

export type * from './api.ts';
export type { SiteRequest } from './client-request.ts';
export { type Client, type ClientOptions, createClient } from './create-client.ts';
export type { RefusalCode } from './refusal-codes.ts';
export type { ClientError, FieldProblems, RequestOptions, Result } from './result.ts';
export type { ClientSession, SessionState } from './session-state.ts';
export type { TokenStore, Tokens } from './token-store.ts';
