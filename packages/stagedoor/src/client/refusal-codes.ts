// Made by `node scripts/write-client.ts` from the OpenAPI document; `npm run check` sees that it is current.

/** What the API says no with; docs/reference/errors.md says when. */
export const refusalCodes = [
  'already-authenticated',
  'already-verified',
  'bad-request',
  'bearer-refused',
  'body-too-large',
  'busy',
  'csrf-failed',
  'headers-too-large',
  'https-required',
  'idempotency-key-reused',
  'invalid-credentials',
  'invalid-input',
  'invalid-link',
  'method-not-allowed',
  'not-acceptable',
  'not-authenticated',
  'not-found',
  'parse-error',
  'permission-denied',
  'reauthentication-required',
  'request-repeated',
  'request-running',
  'server-error',
  'signup-closed',
  'stage-required',
  'throttled',
  'token-header-refused',
  'token-refused',
  'unavailable',
  'unsupported-media-type',
  'uri-too-long',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
