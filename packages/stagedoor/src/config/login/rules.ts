import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const loginRules: SettingRules = {
  problems({ loginUrl, loginRedirectUrl, logoutRedirectUrl }) {
    const targets = {
      LOGIN_URL: loginUrl,
      LOGIN_REDIRECT_URL: loginRedirectUrl,
      LOGOUT_REDIRECT_URL: logoutRedirectUrl,
    };
    return Object.entries(targets).flatMap(([name, target]) =>
      when(!/^\/(?![/\\])[^\s\\]*$/.test(target), `${name} must be a path of this site, such as /accounts/.`),
    );
  },
  weakenings: ({ notifyNewDevice }) =>
    when(!notifyNewDevice, 'NOTIFY_NEW_DEVICE=false: nobody hears of a stranger’s log-in.'),
};
