import type { Clock } from '../../core/clock.ts';
import type { JwtCodec } from '../../core/token/jwt-codec.ts';
import type { JwtRules } from '../../core/token/jwt-settings.ts';
import { createCachedJwtCodec } from './cached-jwt-codec.ts';
import { createJwtCodec } from './jwt-codec.ts';
import { createSharedSecretRing } from './shared-secret-ring.ts';

/** The codec of a site, with its keys and its memory of tokens that were good. */
export function openJwtCodec(parts: {
  readonly rules: JwtRules;
  /** What HS… sign with; the other algorithms do not look at it. */
  readonly secret: string;
  readonly clock: Clock;
}): JwtCodec {
  const { rules, secret, clock } = parts;
  const keys = createSharedSecretRing(secret, rules.algorithm);
  return createCachedJwtCodec({ codec: createJwtCodec({ rules, keys, clock }), rules, keys });
}
