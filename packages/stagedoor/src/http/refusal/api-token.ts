import { challenge, detail, type RefusalRows } from './refusal-row.ts';

/** Of API tokens and personal ones, which come in the same header. */
export const apiTokenRefusals: RefusalRows<'token-header-refused'> = {
  'token-header-refused': {
    status: 401,
    body: ({ fault }, translate) => detail(translate(`token_header.${fault}`)),
    headers: challenge,
  },
};
