import type { Translator } from '../../texts/translator.ts';
import { challenge, detail, type ProblemOf, type RefusalRows } from './refusal-row.ts';

type Fault = ProblemOf<'bearer-refused'>['fault'];

/** In simplejwt's shapes. */
export const jwtRefusals: RefusalRows<'token-refused' | 'bearer-refused'> = {
  'token-refused': {
    status: 401,
    body: ({ fault }, translate) => ({
      ...detail(translate(`token_fault.${fault}`)),
      code: fault === 'no-account' ? 'no_active_account' : 'token_not_valid',
    }),
    headers: challenge,
  },
  'bearer-refused': {
    status: 401,
    body: ({ fault }, translate) => bearerBody(fault, translate),
    headers: challenge,
  },
};

/** What simplejwt answers of the user; everything else is about the token. */
const codesOfUsers: Partial<Record<Fault, string>> = {
  'bad-header': 'bad_authorization_header',
  'no-user': 'token_not_valid',
  'user-not-found': 'user_not_found',
  'user-inactive': 'user_inactive',
  'password-changed': 'password_changed',
};

function bearerBody(fault: Fault, translate: Translator) {
  const message = translate(`token_fault.${fault}`);
  const code = codesOfUsers[fault];
  if (code !== undefined) return { detail: message, code };
  return {
    detail: translate('bearer-refused'),
    code: 'token_not_valid',
    messages: [{ token_class: 'AccessToken', token_type: 'access', message }],
  };
}
