import { showNetworkRange } from '../network-range.ts';
import type { Need, SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

const https: Need = { words: 'a PUBLIC_URL that is https', isMet: ({ isHttps }) => isHttps };
const strictTransport: Need = {
  words: 'a PUBLIC_URL that is https, and SECURE_HSTS_SECONDS over 0',
  isMet: ({ isHttps, secureHstsSeconds }) => isHttps && secureHstsSeconds > 0,
};

export const serverRules: SettingRules = {
  needs: {
    SECURE_HSTS_SECONDS: https,
    SECURE_HSTS_INCLUDE_SUBDOMAINS: strictTransport,
    SECURE_HSTS_PRELOAD: strictTransport,
  },
  productionProblems: ({ isHttps, allowedHosts, trustedProxies }) => [
    ...when(!isHttps, 'PUBLIC_URL must start with https:// in production.'),
    ...when(allowedHosts.includes('*'), 'ALLOWED_HOSTS must name the hosts; * lets anybody choose one.'),
    ...when(
      trustedProxies.some(({ prefixLength }) => prefixLength === 0),
      'TRUSTED_PROXIES must not contain the whole Internet.',
    ),
  ],
  weakenings(config) {
    const wide = config.trustedProxies.filter(
      ({ family, prefixLength }) => prefixLength < (family === 'ipv4' ? 8 : 16),
    );
    return [
      ...when(config.allowedHosts.includes('*'), 'ALLOWED_HOSTS=*: anybody chooses the host.'),
      ...when(
        config.isHttps && config.secureHstsSeconds < 31_536_000,
        'SECURE_HSTS_SECONDS is less than a year.',
      ),
      ...when(
        config.isHttps && !config.secureSslRedirect,
        'SECURE_SSL_REDIRECT=false: pages are served over http.',
      ),
      ...wide.map(
        (range) => `TRUSTED_PROXIES=${showNetworkRange(range)}: a very wide range of proxies is believed.`,
      ),
    ];
  },
  deployHints: ({ nodeEnv, trustedProxies, isHttps, host }) => [
    ...when(nodeEnv !== 'production', 'NODE_ENV is not production.'),
    ...when(
      trustedProxies.length === 0 && isHttps,
      'TRUSTED_PROXIES is empty: behind a proxy every visitor has the proxy’s address.',
    ),
    ...when(
      isHttps && host === '0.0.0.0' && trustedProxies.length === 0,
      'HOST is 0.0.0.0 without TRUSTED_PROXIES: visitors may come past the proxy.',
    ),
  ],
};
