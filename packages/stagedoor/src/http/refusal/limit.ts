import { detail, type RefusalRows, retryAfter } from './refusal-row.ts';

export const limitRefusals: RefusalRows<'throttled' | 'busy'> = {
  throttled: {
    status: 429,
    body: ({ retryAfterSeconds }, translate) => detail(translate('throttled', { count: retryAfterSeconds })),
    headers: retryAfter,
  },
  busy: {
    status: 503,
    body: ({ retryAfterSeconds }, translate) => detail(translate('busy', { count: retryAfterSeconds })),
    headers: retryAfter,
  },
};
