import type { Dependencies } from '../dependencies.ts';
import type { JwtClaims } from '../jwt-codec.ts';
import { SESSION_CLAIM } from './make-tokens.ts';

/** Which of a site's claims tokens have of their own: ours take their place, as they decide who somebody is and for how long. */
export function reservedAmong(
  claims: JwtClaims,
  { settings }: Pick<Dependencies, 'settings'>,
): readonly string[] {
  const { claimNames, rules, checkRevokeToken } = settings.jwt;
  const reserved = new Set<string>([
    ...Object.values(claimNames),
    ...['exp', 'iat', 'refresh_exp', SESSION_CLAIM],
    ...(checkRevokeToken ? ['hash_password'] : []),
    ...(rules.issuer === null ? [] : ['iss']),
    ...(rules.audience.length === 0 ? [] : ['aud']),
  ]);
  return Object.keys(claims).filter((name) => reserved.has(name));
}
