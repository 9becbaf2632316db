import { defineSettings } from '../define-settings.ts';
import { limit, rate, scopedRates } from '../rate-kinds.ts';
import { integer } from '../setting-kinds.ts';

/** How guessing and noise are slowed. */
export const limitSettings = defineSettings({
  title: 'Limits',
  settings: {
    FAILURE_FLOOR_MILLISECONDS: integer({
      default: 500,
      min: 0,
      max: 5_000,
      about: 'Failed log-ins and resets are answered no sooner than this, so that time reveals nothing.',
    }),
    LIMIT_LOGIN_PER_ACCOUNT: limit({ default: '10/1h/1m/1h', about: 'Failed log-ins of one account.' }),
    LIMIT_LOGIN_PER_DEVICE: limit({
      default: '10/1h/1m/1h',
      about: 'Failed log-ins from a browser that signed the account in before.',
    }),
    LIMIT_LOGIN_PER_SOURCE: limit({
      default: '30/5m/1m/1h',
      about: 'Failed log-ins from one address or IPv6 /64.',
    }),
    LIMIT_SIGNUP_PER_SOURCE: limit({ default: '20/1h/10m/1d', about: 'Sign-ups from one address.' }),
    LIMIT_MAIL_PER_ADDRESS: limit({
      default: '5/1h/10m/1d',
      about: 'E-mails of one kind that strangers cause to one address, whoever claims it; resets apart.',
    }),
    LIMIT_RESET_PER_ADDRESS: limit({
      default: '5/1h/10m/1h',
      about: 'Reset e-mails to one address; over it one leaves only where no mailed link works any more.',
    }),
    LIMIT_MAIL_PER_SOURCE: limit({
      default: '30/1h/10m/1d',
      about: 'E-mails of one kind caused from one address.',
    }),
    LIMIT_PASSWORD_PER_USER: limit({
      default: '10/1h/1m/1h',
      about: 'Wrong passwords of a logged-in user.',
    }),
    LIMIT_LINK_PER_SOURCE: limit({
      default: '30/15m/1m/1h',
      about: 'One-time links tried from one address.',
    }),
    EXPORTS_AT_ONCE: integer({
      default: 20,
      min: 1,
      max: 10_000,
      about:
        'Lists that one process sends as files at the same time, downloads of one’s own data among them. Each holds a part of its rows, about a megabyte and ten at most or one row, for as long as its reader takes; one more is a 503.',
    }),
    EXPORTS_PER_CALLER: integer({
      default: 2,
      min: 1,
      max: 10_000,
      about:
        'Of these, to one user, or to one address or IPv6 /64 where nobody is logged in; one more is a 429.',
    }),
    THROTTLE_ANON: rate({
      default: null,
      about: 'Requests of strangers to the JSON API, by address or IPv6 /64. REST framework’s `anon`.',
    }),
    THROTTLE_USER: rate({
      default: null,
      about: 'Requests of everybody to the JSON API, by user, and by address where nobody is logged in.',
    }),
    THROTTLE_SCOPES: scopedRates({
      default: [],
      about:
        'Further rates, for the routes that declare the scope: `login` for those that take a password, `signup`, `mail` for those that send e-mails.',
    }),
  },
});
