import { createHmac, createPrivateKey, type KeyObject, sign as signWith } from 'node:crypto';
import type { JsonObject } from '../../../../../src/core/kernel/json-value.ts';
import type { TokenFault } from '../../../../../src/core/kernel/token-fault.ts';
import type { IdentifiedToken, TokenType } from '../../../../../src/core/token/jwt/claims.ts';
import { readJwt } from '../../../../../src/core/token/jwt/read-jwt.ts';
import type { JwtAlgorithm, JwtRules } from '../../../../../src/core/token/jwt-settings.ts';
import { type AccountsForTest, accountsForTest, SIGNING_SECRET } from '../../../../support/core.ts';

/** A header or payload: what is to be written as JSON, or the very text or bytes. */
export type Part = JsonObject | string | Uint8Array;
export type Signer = (input: string) => Uint8Array;

/** A site whose tokens are forged, with everything that its own signing key could be made to sign. */
export interface Bench {
  readonly site: AccountsForTest;
  readonly algorithm: JwtAlgorithm;
  /** The header of its own tokens. */
  readonly header: JsonObject;
  /** Signs anything with the site's own key: what is wrong with such a token is not its signature. */
  readonly signer: Signer;
  /** Claims of a good access token, with changes; `undefined` leaves one out. */
  claims(changes?: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject;
  /** Put together as given and signed with the site's own key; without parts, a good access token. */
  token(parts?: { readonly header?: Part; readonly payload?: Part; readonly signer?: Signer }): string;
  read(token: string, types?: readonly TokenType[]): Promise<IdentifiedToken>;
}

/** One way of forging or mistaking tokens, with as many tokens as there are variations of it. */
export interface Family {
  readonly name: string;
  readonly bench: Bench;
  readonly tokens: Iterable<string>;
  /** What they may be refused for; `invalid` where nothing is said. */
  readonly faults?: readonly TokenFault[];
  readonly types?: readonly TokenType[];
}

export const unsigned: Signer = () => new Uint8Array();

export function hmac(secret: string | Uint8Array, hash = 'sha256'): Signer {
  return (input) => createHmac(hash, secret).update(input).digest();
}

/** Signs as JOSE wants it: elliptic signatures as two numbers side by side. */
export function signed(key: KeyObject, hash: string | null = 'sha256'): Signer {
  return (input) => signWith(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
}

export function encode(part: Part): string {
  const text = typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part);
  return Buffer.from(text).toString('base64url');
}

export function assemble(header: Part, payload: Part, signer: Signer): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${Buffer.from(signer(input)).toString('base64url')}`;
}

export async function openBench(rules: Partial<JwtRules> = {}): Promise<Bench> {
  const all: JwtRules = { algorithm: 'HS256', audience: [], issuer: null, leewaySeconds: 0, ...rules };
  const site = await accountsForTest({ jwt: { rules: all } });
  const own = await (await site.deps.jwtCodec.signer()).sign({});
  const header = JSON.parse(Buffer.from(own.split('.')[0] ?? '', 'base64url').toString());
  const signer = all.algorithm === 'HS256' ? hmac(SIGNING_SECRET) : signed(await privateKeyOf(site));
  const now = Math.floor(site.clock.now().getTime() / 1_000);
  const claims: Bench['claims'] = (changes = {}) => {
    const [audience] = all.audience;
    const good = {
      token_type: 'access',
      exp: now + 300,
      iat: now,
      jti: '0f7c1d6e9b2a4c58b3e1f0a9d8c7b6a5',
      user_id: '4242',
      ...(audience === undefined ? {} : { aud: audience }),
      ...(all.issuer === null ? {} : { iss: all.issuer }),
      ...changes,
    };
    // What is undefined is gone then.
    return JSON.parse(JSON.stringify(good));
  };
  return {
    site,
    algorithm: all.algorithm,
    header,
    signer,
    claims,
    token: (parts = {}) =>
      assemble(parts.header ?? header, parts.payload ?? claims(), parts.signer ?? signer),
    read: (token, types = ['access']) => readJwt(site.deps, { token, types }),
  };
}

export async function privateKeyOf(site: AccountsForTest): Promise<KeyObject> {
  const { algorithm } = site.settings.jwt.rules;
  const [key] = await site.stores.signingKeys.list(algorithm, site.clock.now());
  return createPrivateKey(key?.privateKey ?? '');
}
