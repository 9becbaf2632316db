import { detail, type RefusalRows } from './refusal-row.ts';

export const csrfRefusals: RefusalRows<'csrf-failed'> = {
  'csrf-failed': {
    status: 403,
    body: ({ reason }, translate) => detail(translate('csrf_failed', { reason })),
  },
};
