import { ADOPTION, withBackend } from '../backend/outside-backend.ts';
import type { Config } from '../complete-config.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

const HEADER_NAME = /^[a-z0-9][a-z0-9_-]*$/i;
/** Headers that mean something else, or that every visitor may send. */
const NOT_FOR_NAMES =
  /^(?:host|cookie|authorization|origin|referer|user-agent|content-.*|accept.*|x-forwarded-.*|forwarded|x-csrftoken)$/i;

const named = withBackend('remote-user');

export const remoteUserRules: SettingRules = {
  needs: { REMOTE_USER_CREATES_USERS: named, REMOTE_USER_ADOPTS_USERS: named },
  problems: (config) =>
    named.isMet(config)
      ? problemsOf(config)
      : when(
          config.remoteUserHeader !== null,
          'REMOTE_USER_HEADER does nothing without remote-user in AUTHENTICATION_BACKENDS.',
        ),
  weakenings: (config) => [
    ...when(named.isMet(config) && config.remoteUserAdoptsUsers, `REMOTE_USER_ADOPTS_USERS: ${ADOPTION}`),
    ...when(
      named.isMet(config),
      `REMOTE_USER_HEADER=${config.remoteUserHeader}: whoever sends it from TRUSTED_PROXIES is whom it names.`,
    ),
  ],
};

function problemsOf({ remoteUserHeader, trustedProxies }: Config): string[] {
  const isName = remoteUserHeader !== null && HEADER_NAME.test(remoteUserHeader);
  return [
    ...when(
      !isName || NOT_FOR_NAMES.test(remoteUserHeader),
      'REMOTE_USER_HEADER must name a header of its own, such as X-Remote-User.',
    ),
    ...when(
      trustedProxies.length === 0,
      'REMOTE_USER_HEADER is believed from TRUSTED_PROXIES only, and there are none.',
    ),
  ];
}
