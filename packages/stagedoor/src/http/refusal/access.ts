import { challenge, detail, type RefusalRows, saying } from './refusal-row.ts';

/** Of whoever may not go on, whatever they ask for. */
export const accessRefusals: RefusalRows<
  | 'not-authenticated'
  | 'permission-denied'
  | 'reauthentication-required'
  | 'email-unverified'
  | 'already-authenticated'
> = {
  'not-authenticated': { ...saying(401, 'not-authenticated'), headers: challenge },
  'permission-denied': saying(403, 'permission-denied'),
  'reauthentication-required': {
    status: 403,
    // The code lets a client tell "ask for the password" from "never".
    body: ({ code }, translate) => ({ ...detail(translate('reauthentication-required')), code }),
  },
  'email-unverified': saying(403, 'email-unverified'),
  'already-authenticated': saying(403, 'already-authenticated'),
};
