import { Type } from 'typebox';
import { json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { defineApiRoute } from '../api-route.ts';
import { withExtraFields } from '../schemas.ts';
import { newAccount, signUpOf } from '../user/sign-up-body.ts';
import { askedAtSignUp, withSignUpFields } from '../user/sign-up-schema.ts';
import { refuseBadKey } from './refuse-bad-key.ts';
import { organizationBody, organizationSchema } from './schemas.ts';

const names = { passwordAgain: 'password_confirm', address: 'known' } as const;
const { email: _, ...asked } = newAccount.properties;

/** For whoever has no account, where the site lets the invited sign up. */
export const invitationSignUpRoute = defineApiRoute({
  name: 'api-invitation-signup',
  method: 'POST',
  path: '/api/invitations/signup/',
  issues: 'session',
  access: 'anonymous',
  csrf: 'session',
  creates: true,
  operation: 'signUpByInvitation',
  summary:
    'Open an account with the invited address, which the mailed key proves, and come into the organization.',
  responses: { 201: organizationSchema },
  refuses: ['signup-closed', 'throttled', 'busy'],
  throttle: 'signup',
  schema: {
    body: Type.Object(
      { key: textField(), ...asked },
      { ...withExtraFields('at-sign-up'), ...withSignUpFields(names) },
    ),
  },
  ...askedAtSignUp(names),
  refuse: refuseBadKey,
  async handler(exchange, { body: { key, ...body } }) {
    const { invitation } = exchange.context.useCases;
    const replaced = await exchange.findReplacedSessions();
    const signedUp = await invitation.signUp({ ...signUpOf(exchange, body), ...replaced, key });
    if (signedUp.outcome === 'logged-in') await exchange.startSession(signedUp.issued);
    return json(organizationBody(signedUp.organization), 201);
  },
});
