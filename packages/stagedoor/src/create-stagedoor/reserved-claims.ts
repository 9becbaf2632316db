import type { Settings } from '../core/settings.ts';
import { reservedAmong } from '../core/token/jwt/reserved-claims.ts';
import type { JwtClaims } from '../core/token/jwt-codec.ts';

/** Tells of claims that are left out of tokens, as theirs; `source` is who named them. */
export type TellReserved = (source: string, claims: JwtClaims | undefined) => void;

/** Each claim of each source once: they are named again with every token. */
export function tellingReserved(settings: Settings, warn: (sentence: string) => void): TellReserved {
  const told = new Set<string>();
  return (source, claims) => {
    // What a site's own code answered in plain JavaScript may be nothing at all.
    for (const name of reservedAmong(claims ?? {}, { settings })) {
      const sentence = `${source} names the claim ${name}, which tokens have of their own: it is left out`;
      if (!told.has(sentence)) warn(sentence);
      told.add(sentence);
    }
  };
}
