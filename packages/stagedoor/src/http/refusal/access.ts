import { challenge, detail, type RefusalRows } from './refusal-row.ts';

/** Of whoever may not go on, whatever they ask for. */
export const accessRefusals: RefusalRows<
  | 'not-authenticated'
  | 'permission-denied'
  | 'reauthentication-required'
  | 'email-unverified'
  | 'already-authenticated'
> = {
  'not-authenticated': {
    status: 401,
    body: (_, translate) => detail(translate('not-authenticated')),
    headers: challenge,
  },
  'permission-denied': { status: 403, body: (_, translate) => detail(translate('permission-denied')) },
  'reauthentication-required': {
    status: 403,
    // The code lets a client tell "ask for the password" from "never".
    body: ({ code }, translate) => ({ ...detail(translate('reauthentication-required')), code }),
  },
  'email-unverified': { status: 403, body: (_, translate) => detail(translate('email-unverified')) },
  'already-authenticated': {
    status: 403,
    body: (_, translate) => detail(translate('already-authenticated')),
  },
};
