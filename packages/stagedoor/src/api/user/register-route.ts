import { Type } from 'typebox';
import { json } from '../../http/answer/answer.ts';
import { defineApiRoute } from '../api-route.ts';
import { detailSchema } from '../schemas.ts';
import { withoutCredentials } from '../without-credentials.ts';
import { refuseAs } from '../wording.ts';
import { meBody } from './me-body.ts';
import { registeredSchema } from './schemas.ts';
import { askedOfNewAccounts, newAccount, signUpOf } from './sign-up-body.ts';

/** The mismatch stands at the password, and in words of its own. */
const passwordsDiffer = { at: 'password', code: 'front_end.passwords_differ' };

/** Sign-up for clients that live on tokens. */
export const registerRoute = defineApiRoute({
  ...withoutCredentials,
  name: 'api-register',
  path: '/api/register/',
  issues: 'token',
  creates: true,
  operation: 'registerUser',
  summary:
    'Open an account and, where the site logs newcomers in at once, get a pair of tokens. The answer is the same for a new and for a taken address.',
  responses: { 201: Type.Union([detailSchema, registeredSchema]) },
  refuses: ['signup-closed', 'throttled', 'busy'],
  throttle: 'signup',
  schema: { body: newAccount },
  ...askedOfNewAccounts,
  refuse: refuseAs({ problems: { password_mismatch: passwordsDiffer } }),
  async handler(exchange, { body }) {
    const { context, translate } = exchange;
    const made = await context.useCases.user.signUpForTokenPair(signUpOf(exchange, body));
    if (made.outcome === 'activation-pending') return json({ detail: translate('detail.signed_up') }, 201);
    if (made.outcome === 'opened') return json({ detail: translate('detail.account_opened') }, 201);
    exchange.notesToken();
    const { user, refresh, access } = made;
    return json({ user: meBody({ user, groups: [], permissions: [] }), tokens: { refresh, access } }, 201);
  },
});
