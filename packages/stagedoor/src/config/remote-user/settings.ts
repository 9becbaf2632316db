import { defineSettings } from '../define-settings.ts';
import { flag, text } from '../setting-kinds.ts';

/** The proxy that says who somebody is. */
export const remoteUserSettings = defineSettings({
  title: 'Outside back ends',
  settings: {
    REMOTE_USER_HEADER: text({
      default: null,
      maxLength: 100,
      about:
        'The header in which a proxy of TRUSTED_PROXIES names whom it has logged in (`remote-user`). The proxy must drop the visitor’s own.',
    }),
    REMOTE_USER_CREATES_USERS: flag({
      default: true,
      about: 'Whom the proxy names and nobody knows becomes a user, as in Django.',
    }),
    REMOTE_USER_ADOPTS_USERS: flag({
      default: false,
      about: 'The proxy logs in users that it did not make, too.',
    }),
  },
});
