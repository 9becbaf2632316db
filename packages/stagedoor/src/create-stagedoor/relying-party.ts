import { isIP } from 'node:net';
import type { Config } from '../config.ts';
import { isLoopbackHost } from '../core/kernel/this-machine.ts';
import type { RelyingParty } from '../infrastructure/web-authn/web-authn.ts';

/** What passkeys are made for: the site's host. On one's own machine it is `localhost`, for they are for names and not for numbers. */
export function relyingPartyOf({
  publicUrl,
  siteName: name,
}: Pick<Config, 'publicUrl' | 'siteName'>): RelyingParty {
  const { hostname, origin, port } = publicUrl;
  const isNumber = isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0;
  if (!isNumber || !isLoopbackHost(hostname)) return { rpId: hostname, name, origins: [origin] };
  return {
    rpId: 'localhost',
    name,
    origins: [`${publicUrl.protocol}//localhost${port === '' ? '' : `:${port}`}`],
  };
}
