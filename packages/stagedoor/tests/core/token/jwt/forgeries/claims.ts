import { createHmac, randomBytes } from 'node:crypto';
import type { JsonValue } from '../../../../../src/core/kernel/json-value.ts';
import type { TokenType } from '../../../../../src/core/token/jwt/claims.ts';
import { SIGNING_SECRET } from '../../../../support/core.ts';
import type { Bench, Family } from './workshop.ts';

const NOT_TIMES: JsonValue[] = [
  '',
  '4102444800',
  'tomorrow',
  -1,
  -4102444800,
  1e308,
  4102444800.5,
  0.1,
  2 ** 53,
  null,
  true,
  false,
  [],
  [4102444800],
  {},
];
const NOT_NAMES: JsonValue[] = [null, true, 0, 1, {}, '', [], [[]], [null], [{}]];
const TYPES: readonly TokenType[] = ['access', 'refresh', 'sliding'];

/** Claims that are wrong under a signature that is right. `named` has an audience and an issuer. */
export function claimFamilies({ hs, named }: { readonly hs: Bench; readonly named: Bench }): Family[] {
  const now = Math.floor(hs.site.clock.now().getTime() / 1_000);
  const withClaim = (bench: Bench, name: string, values: readonly (JsonValue | undefined)[]) =>
    values.map((value) => bench.token({ payload: bench.claims({ [name]: value }) }));
  const future = [now + 1, now + 2, now + 60, now + 86_400, 2 ** 53 - 1];
  const past = [0, 1, now - 86_400, now - 1, now];
  return [
    { name: 'an end that is no time', bench: hs, tokens: withClaim(hs, 'exp', NOT_TIMES) },
    { name: 'an end that is past', bench: hs, tokens: withClaim(hs, 'exp', past), faults: ['expired'] },
    { name: 'no end', bench: hs, tokens: withClaim(hs, 'exp', [undefined]), faults: ['no-expiry'] },
    {
      name: 'a beginning that is no time',
      bench: hs,
      tokens: [...withClaim(hs, 'nbf', NOT_TIMES), ...withClaim(hs, 'iat', NOT_TIMES)],
    },
    {
      name: 'a beginning that is to come',
      bench: hs,
      tokens: [...withClaim(hs, 'nbf', future), ...withClaim(hs, 'iat', future)],
    },
    {
      name: 'for others, or for nobody (ASVS V9.2.3)',
      bench: named,
      tokens: withClaim(named, 'aud', audiences()),
    },
    {
      name: 'for somebody, where nobody is configured',
      bench: hs,
      tokens: withClaim(hs, 'aud', ['us', ['us'], ...NOT_NAMES]),
    },
    { name: 'from others', bench: named, tokens: withClaim(named, 'iss', issuers()) },
    {
      name: 'without an id',
      bench: hs,
      tokens: withClaim(hs, 'jti', [undefined, null, '', 1, true, [], {}, ['x'], 'x'.repeat(256)]),
      faults: ['no-id'],
    },
    {
      name: 'without a type',
      bench: hs,
      tokens: withClaim(hs, 'token_type', [undefined]),
      faults: ['no-type'],
    },
    {
      name: 'of a type that there is not',
      bench: hs,
      tokens: withClaim(hs, 'token_type', [
        'Access',
        'ACCESS',
        'access ',
        '',
        'id',
        'reset',
        'activation',
        'session',
        null,
        0,
        true,
        ['access'],
        {},
        '__proto__',
      ]),
      faults: ['wrong-type'],
      types: TYPES,
    },
    ...TYPES.map(
      (type): Family => ({
        name: `of another type than ${type} (ASVS V9.2.2)`,
        bench: hs,
        tokens: withClaim(
          hs,
          'token_type',
          TYPES.filter((other) => other !== type),
        ),
        faults: ['wrong-type'],
        types: [type],
      }),
    ),
    { name: 'secrets of other purposes in the place of a token', bench: hs, tokens: otherSecrets() },
  ];
}

function audiences(): (JsonValue | undefined)[] {
  const texts = ['them', 'u', 'us2', 'us ', ' us', 'US', 'us.example', 'us,them', 'us\0', '*', 'https://us'];
  return [
    undefined,
    ...texts,
    ...texts.map((text) => [text]),
    ['them', 'others'],
    ['us', 1],
    ['us', null],
    ['us', ['us']],
    { us: true },
    ...NOT_NAMES,
  ];
}

function issuers(): (JsonValue | undefined)[] {
  return [
    undefined,
    'https://us.example/',
    'https://us.exampl',
    'https://us.example.org',
    'http://us.example',
    'HTTPS://US.EXAMPLE',
    'us.example',
    ' https://us.example',
    ['https://us.example'],
    ...NOT_NAMES,
  ];
}

/** What the site hands out elsewhere, and what Django signs with the very secret that signs our tokens. */
function otherSecrets(): string[] {
  const base64 = (bytes: number) => randomBytes(bytes).toString('base64url');
  const django = (value: string, salt: string) =>
    `${value}:${createHmac(
      'sha256',
      createHmac('sha256', '')
        .update(salt + SIGNING_SECRET)
        .digest(),
    )
      .update(value)
      .digest('base64url')}`;
  const raw = createHmac('sha256', SIGNING_SECRET).update('4242').digest();
  return [
    base64(32),
    base64(24).slice(0, 32),
    randomBytes(20).toString('hex'),
    `c8z4xk-${randomBytes(16).toString('hex')}`,
    `gAAAAA${base64(80)}`,
    django('4242', 'django.core.signing.Signer'),
    django('4242:1uXq0T', 'django.core.signing.TimestampSigner'),
    `v1.${base64(6)}.${base64(60)}`,
    `4242.${raw.toString('base64url')}`,
    `e30.${Buffer.from('{}').toString('base64url')}.${raw.toString('base64url')}`,
    ...Array.from({ length: 20 }, () => `${base64(18)}.${base64(60)}.${base64(32)}`),
  ];
}
