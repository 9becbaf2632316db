import type { Config } from './complete-config.ts';
import { productionProblems } from './problems.ts';
import { weakenings } from './weakenings.ts';
import { when } from './when.ts';

/**
 * What `check --deploy` says: everything that production refuses, whatever the mode now, and what works there but not
 * as well as it could. Empty when nothing is left to say.
 */
export function deployProblems(config: Config): string[] {
  const lines = [
    ...productionProblems(config),
    ...when(config.nodeEnv !== 'production', 'NODE_ENV is not production.'),
    ...when(
      config.trustedProxies.length === 0 && config.isHttps,
      'TRUSTED_PROXIES is empty: behind a proxy every visitor has the proxy’s address.',
    ),
    ...when(
      config.isHttps && config.host === '0.0.0.0' && config.trustedProxies.length === 0,
      'HOST is 0.0.0.0 without TRUSTED_PROXIES: visitors may come past the proxy.',
    ),
    ...when(
      /@localhost>?$/.test(config.mailFrom),
      `MAIL_FROM is not set, and ${config.publicUrl.hostname} is no domain for mail: e-mails come from no-reply@localhost.`,
    ),
    ...weakenings(config),
  ];
  // What production refuses is only weaker elsewhere, and named once.
  return [...new Set(lines)];
}
