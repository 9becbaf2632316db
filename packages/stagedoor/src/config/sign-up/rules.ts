import { extraFieldProblems } from '../../core/user/extra-field-problems.ts';
import type { Config } from '../complete-config.ts';
import { reservedFieldNames } from '../reserved-field-names.ts';
import type { Need, SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';
import { signUpFieldProblems, signUpFieldsFrom } from './sign-up-fields.ts';

const logsInAtOnce: Need = {
  words:
    'SIGNUP_OPEN=true, and with UNVERIFIED_MAY_LOG_IN=true or sign-ups without an address; or organizations that people are invited into who sign up',
  isMet: (config) =>
    invitedMaySignUp(config) ||
    (config.signupOpen && (config.unverifiedMayLogIn || signUpFieldsFrom(config).email?.isRequired !== true)),
};

type Invited = Pick<Config, 'organizations' | 'signupOpen' | 'signupByInvitation'>;

function invitedMaySignUp({ organizations, signupOpen, signupByInvitation }: Invited): boolean {
  return organizations !== 'off' && (signupOpen || signupByInvitation);
}

export const signUpRules: SettingRules = {
  needs: {
    EMAIL_REQUIRED: { words: 'LOGIN_BY=username or either', isMet: ({ loginBy }) => loginBy !== 'email' },
    SIGNUP_BY_INVITATION: {
      words: 'ORGANIZATIONS=managed or open',
      isMet: ({ organizations }) => organizations !== 'off',
    },
    LOGIN_AFTER_SIGNUP: logsInAtOnce,
  },
  problems: (config) => [
    ...signUpFieldProblems(config),
    ...extraFieldProblems(config.extraFields, reservedFieldNames),
  ],
  weakenings: (config) => [
    ...when(config.signupRevealsTakenEmail, 'SIGNUP_REVEALS_TAKEN_EMAIL: sign-up tells who has an account.'),
    ...when(
      !config.emailRequired && config.loginBy !== 'email',
      'EMAIL_REQUIRED=false: accounts without an address work at once, and nobody’s mailbox stands behind them.',
    ),
    ...when(
      config.loginAfterSignup && logsInAtOnce.isMet(config),
      'LOGIN_AFTER_SIGNUP: sign-up logs in without a password check.',
    ),
  ],
};
