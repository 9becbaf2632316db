import { DAY_SECONDS } from '../duration.ts';
import { mailedLinkProblems } from '../mailed-link-problems.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const passwordResetRules: SettingRules = {
  needs: {
    USERNAME_RESET_CONFIRM_URL: {
      words: 'DJOSER_PATH, and LOGIN_BY=username or either',
      isMet: ({ djoserPath, loginBy }) => djoserPath !== null && loginBy !== 'email',
    },
  },
  problems: (config) => [
    ...mailedLinkProblems('PASSWORD_RESET_CONFIRM_URL', config.passwordResetConfirmUrl, config),
    ...mailedLinkProblems('USERNAME_RESET_CONFIRM_URL', config.usernameResetConfirmUrl, config),
  ],
  weakenings: ({ passwordResetTimeout }) =>
    when(
      passwordResetTimeout > DAY_SECONDS,
      `PASSWORD_RESET_TIMEOUT=${passwordResetTimeout}: reset links live longer than a day.`,
    ),
};
