import type { Config } from '../complete-config.ts';
import { secretWeakness } from '../secret-strength.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

/** What may stand behind `Bearer` (RFC 6750, 2.1). */
const BEARER = /^[A-Za-z0-9._~+/-]+=*$/;

export const monitoringRules: SettingRules = {
  needs: {
    LOG_REQUESTS: {
      words: 'LOG_LEVEL=info, debug or trace',
      isMet: ({ logLevel }) => ['info', 'debug', 'trace'].includes(logLevel),
    },
    METRICS_TOKEN: { words: 'METRICS=true', isMet: ({ metrics }) => metrics },
  },
  problems: ({ metricsToken }) =>
    when(
      !BEARER.test(metricsToken?.reveal() ?? 'none'),
      'METRICS_TOKEN must be letters, digits and - . _ ~ + / (RFC 6750), or no scraper can send it.',
    ),
  productionProblems: ({ metrics, metricsToken }) => [
    ...weakToken({ metricsToken }),
    ...when(
      metrics && metricsToken === null,
      'METRICS needs METRICS_TOKEN in production: behind a proxy of this machine, strangers may look like this machine.',
    ),
  ],
  weakenings: weakToken,
};

function weakToken({ metricsToken }: Pick<Config, 'metricsToken'>): string[] {
  return secretWeakness('METRICS_TOKEN', metricsToken?.reveal() ?? '');
}
