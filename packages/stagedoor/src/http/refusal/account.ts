import { detail, type RefusalRows } from './refusal-row.ts';

/** Of sign-up, activation and the links in e-mails. */
export const accountRefusals: RefusalRows<
  'signup-closed' | 'already-verified' | 'invalid-link' | 'new-password-required'
> = {
  'signup-closed': { status: 403, body: (_, translate) => detail(translate('signup-closed')) },
  'already-verified': { status: 400, body: (_, translate) => detail(translate('already-verified')) },
  'invalid-link': { status: 400, body: (_, translate) => detail(translate('invalid-link')) },
  'new-password-required': {
    status: 400,
    // The code tells a client to ask for a password and send the same key again.
    body: ({ code }, translate) => ({ ...detail(translate('new-password-required')), code }),
  },
};
