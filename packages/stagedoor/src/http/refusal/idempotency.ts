import { type RefusalRows, retryAfter, saying } from './refusal-row.ts';

export const idempotencyRefusals: RefusalRows<
  'request-running' | 'request-repeated' | 'idempotency-key-reused'
> = {
  'request-running': { ...saying(409, 'request-running'), headers: retryAfter },
  'request-repeated': saying(409, 'request-repeated'),
  'idempotency-key-reused': saying(422, 'idempotency-key-reused'),
};
