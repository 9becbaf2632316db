import type { Clock } from '../../core/kernel/clock.ts';
import type { JwtCodec } from '../../core/token/jwt-codec.ts';
import { type JwtRules, usesSharedSecret } from '../../core/token/jwt-settings.ts';
import type { OpenSigningKey } from '../../core/token/signing-key/find-signing-keys.ts';
import { createCachedJwtCodec } from './cached-jwt-codec.ts';
import { createSharedSecretKeySet, type SharedSecrets } from './hmac-jws.ts';
import { createJwtCodec } from './jwt-codec.ts';
import { createSigningKeySet } from './signing-key-set.ts';

/** The codec of a site, with its keys and its memory of tokens that were good. */
export function openJwtCodec(parts: {
  readonly rules: JwtRules;
  /** What HS… sign with, then what still verifies. */
  readonly secrets: SharedSecrets;
  /** What the other algorithms sign with; asked for when a token is first signed or read. */
  readonly loadKeys: () => Promise<readonly OpenSigningKey[]>;
  readonly clock: Clock;
}): JwtCodec {
  const { rules, secrets, loadKeys, clock } = parts;
  const keys = usesSharedSecret(rules.algorithm)
    ? createSharedSecretKeySet(secrets)
    : createSigningKeySet({ loadKeys, clock });
  return createCachedJwtCodec({ codec: createJwtCodec({ rules, keys, clock }), rules, keys });
}
