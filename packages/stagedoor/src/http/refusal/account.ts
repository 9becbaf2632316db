import { detail, type RefusalRows, saying } from './refusal-row.ts';

/** Of sign-up, activation and the links in e-mails. */
export const accountRefusals: RefusalRows<
  'signup-closed' | 'already-verified' | 'invalid-link' | 'new-password-required'
> = {
  'signup-closed': saying(403, 'signup-closed'),
  'already-verified': saying(400, 'already-verified'),
  'invalid-link': saying(400, 'invalid-link'),
  'new-password-required': {
    status: 400,
    // The code tells a client to ask for a password and send the same key again.
    body: ({ code }, translate) => ({ ...detail(translate('new-password-required')), code }),
  },
};
