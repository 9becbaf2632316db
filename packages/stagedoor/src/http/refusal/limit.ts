import { type RefusalRows, sayingWait } from './refusal-row.ts';

export const limitRefusals: RefusalRows<'throttled' | 'busy'> = {
  throttled: sayingWait(429, 'throttled'),
  busy: sayingWait(503, 'busy'),
};
