import { hash } from 'node:crypto';
import type { JsonValue } from '../../core/kernel/json-value.ts';
import { verdictOn } from '../../core/token/jwt/claims.ts';
import { type JwtClaims, type JwtCodec, type JwtVerdict, LONGEST_TOKEN } from '../../core/token/jwt-codec.ts';
import type { JwtRules } from '../../core/token/jwt-settings.ts';
import { setBounded } from '../bounded-map.ts';
import type { JwtKeySet } from './jwt-key-set.ts';

const MOST_ENTRIES = 10_000;

export interface CachedJwtCodecParts {
  readonly codec: JwtCodec;
  readonly rules: JwtRules;
  readonly keys: Pick<JwtKeySet, 'revision'>;
  readonly mostEntries?: number;
}

/**
 * Remembers the claims of tokens whose signature was good, by the token's hash, so that a client's next request costs
 * a look-up. Times are judged at each read, and a key that came or went empties it. Forged tokens are not remembered:
 * they would drive the good ones out. Bounded: the token that was read in longest ago goes first.
 */
export function createCachedJwtCodec(parts: CachedJwtCodecParts): JwtCodec {
  const { codec, rules, keys, mostEntries = MOST_ENTRIES } = parts;
  const verified = new Map<string, JwtClaims>();
  let revision: number | null = null;

  const emptyWhenKeysChanged = (current: number): void => {
    if (current !== revision) verified.clear();
    revision = current;
  };
  const judge = (tokenHash: string, claims: JwtClaims, now: Date): JwtVerdict => {
    const verdict = verdictOn(claims, rules, now);
    if (verdict.outcome === 'expired') verified.delete(tokenHash);
    return verdict;
  };
  return {
    async read(token, now) {
      if (token.length > LONGEST_TOKEN) return { outcome: 'invalid' };
      const current = keys.revision(now);
      emptyWhenKeysChanged(typeof current === 'number' ? current : await current);
      const tokenHash = hash('sha256', token, 'base64url');
      const known = verified.get(tokenHash);
      if (known !== undefined) return judge(tokenHash, known, now);
      const asked = revision;
      const verdict = await codec.read(token, now);
      // A key may have gone while the signature was looked at.
      if (verdict.outcome === 'good' && asked === revision)
        setBounded(verified, [tokenHash, deepFreeze(verdict.claims)], mostEntries);
      return verdict;
    },
    signer: () => codec.signer(),
    publicKeys: (now) => codec.publicKeys(now),
  };
}

/** One object is handed to many requests; none of them may write on it. */
function deepFreeze<Value extends JsonValue>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const inside of Object.values(value)) deepFreeze(inside);
  return Object.freeze(value);
}
