import { mailedLinkProblems } from '../mailed-link-problems.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const activationRules: SettingRules = {
  needs: {
    UNVERIFIED_MAY_HAVE_TOKENS: {
      words: 'UNVERIFIED_MAY_LOG_IN=true',
      isMet: ({ unverifiedMayLogIn }) => unverifiedMayLogIn,
    },
  },
  problems: (config) => mailedLinkProblems('ACTIVATION_URL', config.activationUrl, config),
  weakenings: (config) => [
    ...when(
      config.unverifiedMayLogIn,
      'UNVERIFIED_MAY_LOG_IN: accounts work before their address is known to be theirs.',
    ),
    ...when(
      config.unverifiedMayLogIn && config.loginBy === 'email' && !config.signupRevealsTakenEmail,
      'UNVERIFIED_MAY_LOG_IN with LOGIN_BY=email: sign-up and log-in together tell who has proved an address.',
    ),
    ...when(
      config.unverifiedMayLogIn && config.unverifiedMayHaveTokens,
      'UNVERIFIED_MAY_HAVE_TOKENS: programs act for accounts before their address is known to be theirs.',
    ),
    ...when(
      !config.activationAsksPassword,
      'ACTIVATION_ASKS_PASSWORD=false: whoever signs up with somebody’s address keeps the account that its owner activates.',
    ),
  ],
};
