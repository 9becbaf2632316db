import { detail, type RefusalRows, retryAfter } from './refusal-row.ts';

export const idempotencyRefusals: RefusalRows<
  'request-running' | 'request-repeated' | 'idempotency-key-reused'
> = {
  'request-running': {
    status: 409,
    body: (_, translate) => detail(translate('request-running')),
    headers: retryAfter,
  },
  'request-repeated': { status: 409, body: (_, translate) => detail(translate('request-repeated')) },
  'idempotency-key-reused': {
    status: 422,
    body: (_, translate) => detail(translate('idempotency-key-reused')),
  },
};
