import { defineSettings } from '../define-settings.ts';
import { choice, flag, secret } from '../setting-kinds.ts';

/** What an operator sees of it. */
export const monitoringSettings = defineSettings({
  title: 'Logs and figures',
  settings: {
    LOG_LEVEL: choice({
      words: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      default: 'info',
      about: 'The least grave line that is logged.',
    }),
    LOG_REQUESTS: flag({
      default: false,
      about: 'One line for every request; without it only those that fail (status 500 and above) leave one.',
    }),
    METRICS: flag({
      default: false,
      about:
        'Figures for Prometheus at /metrics: to whoever shows METRICS_TOKEN, or without one to this machine alone, never through a proxy. Production needs the token.',
    }),
    METRICS_TOKEN: secret({
      default: null,
      about: 'What a scraper sends as `Authorization: Bearer …`; `stagedoor generate_key` makes one.',
    }),
  },
});
