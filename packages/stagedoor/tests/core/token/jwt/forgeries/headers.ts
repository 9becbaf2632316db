import { generateKeyPairSync } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../../../src/core/kernel/json-value.ts';
import { SIGNING_SECRET } from '../../../../support/core.ts';
import { assemble, type Bench, type Family, hmac, signed } from './workshop.ts';

const TRAVERSALS = [
  '/dev/null',
  '../../../../dev/null',
  '/proc/self/environ',
  'C:\\Windows\\win.ini',
  'file:///dev/null',
];
const QUERIES = [
  "' or '1'='1",
  "x' union select 'secret' -- ",
  '"; drop table stagedoor_signing_key; --',
  '$(id)',
  '`id`',
  '{{7*7}}',
];
const PROTOTYPE = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'size',
  'get',
];
const NOT_IDS: JsonValue[] = [null, 0, 1, -1, 1.5, true, false, {}, [], [''], { kid: 'x' }, ''];

/** `address` is one of ours that counts its visitors; nobody may come. */
export function headerFamilies(
  { hs, es, rs }: { readonly hs: Bench; readonly es: Bench; readonly rs: Bench },
  address: string,
): Family[] {
  return [
    {
      name: 'a key id that is a path, a query, an address or a prototype',
      bench: es,
      tokens: keyIds(es),
    },
    { name: 'a key id where the key is a secret', bench: hs, tokens: keyIds(hs) },
    { name: 'no key id, or that of another key', bench: rs, tokens: missingIds(rs, es) },
    { name: 'another issuer’s key under our key’s name', bench: es, tokens: foreignKeys(es) },
    { name: 'another secret', bench: hs, tokens: foreignSecrets(hs) },
    { name: 'a key in the header, or the address of one', bench: es, tokens: embeddedKeys(es, address) },
    {
      name: 'an address of a key beside our own signature',
      bench: hs,
      tokens: embeddedKeys(hs, address),
    },
    { name: 'critical extensions', bench: hs, tokens: critical(hs) },
    { name: 'an unencoded payload (E7, RFC 7797)', bench: hs, tokens: unencoded(hs) },
    { name: 'compression, encryption and other header fields', bench: hs, tokens: furtherFields(hs) },
    { name: 'another type of token in the header', bench: hs, tokens: otherTypes(hs) },
    { name: 'a header that is not one JSON object', bench: hs, tokens: notObjects(hs) },
    { name: 'a name twice in the header', bench: hs, tokens: twiceNamed(hs) },
  ];
}

function keyIds(bench: Bench): string[] {
  const own = String(bench.header.kid ?? '');
  const near =
    own === '' ? [] : [`${own}\0`, ` ${own}`, own.toLowerCase(), own.slice(1), `${own}=`, `../${own}`];
  const long = [
    'x'.repeat(65),
    'x'.repeat(3_000),
    '\0',
    'é'.repeat(43),
    '\ud800',
    'http://127.0.0.1:1/k',
    'A'.repeat(43),
  ];
  return [...TRAVERSALS, ...QUERIES, ...PROTOTYPE, ...NOT_IDS, ...near, ...long].map((kid) =>
    bench.token({ header: { ...bench.header, kid } }),
  );
}

function missingIds(bench: Bench, other: Bench): string[] {
  const { kid: _, ...without } = bench.header;
  return [
    bench.token({ header: without }),
    bench.token({ header: { ...without, kid: null } }),
    bench.token({ header: { ...bench.header, kid: other.header.kid ?? '' } }),
    bench.token({ header: { ...bench.header, kid: other.header.kid ?? '' }, signer: other.signer }),
    bench.token({ header: other.header, signer: other.signer }),
    bench.token({ signer: other.signer }),
  ];
}

function foreignKeys(bench: Bench): string[] {
  return Array.from({ length: 20 }, () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return bench.token({ signer: signed(privateKey) });
  });
}

function foreignSecrets(bench: Bench): string[] {
  const secrets = [
    '',
    '\0',
    'secret',
    'changeme',
    'your-256-bit-secret',
    'django-insecure-key',
    `${SIGNING_SECRET} `,
    ` ${SIGNING_SECRET}`,
    `${SIGNING_SECRET}\n`,
    SIGNING_SECRET.slice(1),
    SIGNING_SECRET.toLowerCase(),
    Buffer.from(SIGNING_SECRET, 'base64'),
    Buffer.from(SIGNING_SECRET).toString('base64'),
    Buffer.from(SIGNING_SECRET).toString('hex'),
  ];
  return secrets.map((secret) => bench.token({ signer: hmac(secret) }));
}

/** Signed with the key that the header brings, and with our own, which makes the header the only thing wrong. */
function embeddedKeys(bench: Bench, address: string): string[] {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = publicKey.export({ format: 'jwk' }) as Record<string, string>;
  const extras: Record<string, JsonValue>[] = [
    { jwk },
    { jwk: { ...jwk, kid: bench.header.kid ?? 'x' } },
    { jwk: { kty: 'oct', k: Buffer.from('secret').toString('base64url') } },
    { jwk: {} },
    { jku: address },
    { jku: `${address}#https://us.example` },
    { x5u: address },
    { x5c: ['MIIB'] },
    { x5c: [] },
    { x5t: 'AAAA' },
    { 'x5t#S256': 'AAAA' },
    { jwks: { keys: [jwk] } },
    { iss: address },
  ];
  return extras.flatMap((extra) =>
    [signed(privateKey), bench.signer, hmac('secret')].map((signer) =>
      bench.token({ header: { ...bench.header, ...extra }, signer }),
    ),
  );
}

function critical(bench: Bench): string[] {
  const values: JsonValue[] = [
    ['exp'],
    ['b64'],
    ['alg'],
    ['http://example.org/x'],
    [],
    ['x', 'x'],
    [''],
    [1],
    'exp',
    null,
    {},
    true,
  ];
  return values.flatMap((crit) => [
    bench.token({ header: { ...bench.header, crit } }),
    bench.token({ header: { ...bench.header, crit, exp: 1, 'http://example.org/x': true, x: 1 } }),
  ]);
}

function unencoded(bench: Bench): string[] {
  const values: JsonValue[] = [false, true, 'false', 0, null];
  return values.flatMap((b64) =>
    [{ b64 }, { b64, crit: ['b64'] } as JsonObject].flatMap((extra: JsonObject) => {
      const header = { ...bench.header, ...extra };
      const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
      const input = `${encoded}.${JSON.stringify(bench.claims())}`;
      return [bench.token({ header }), `${input}.${Buffer.from(bench.signer(input)).toString('base64url')}`];
    }),
  );
}

function furtherFields(bench: Bench): string[] {
  const extras: Record<string, JsonValue>[] = [
    { zip: 'DEF' },
    { zip: 'GZIP' },
    { enc: 'A256GCM' },
    { cty: 'JWT' },
    { p2c: 1_000_000_000, p2s: 'AAAA' },
    { epk: {} },
    { apu: 'x' },
    { nonce: 'x' },
    { url: 'https://us.example' },
    { exp: 1 },
    { sub: 'admin' },
    { Alg: 'none' },
    { ALG: 'none' },
    { 'alg ': 'none' },
    { 'kid\0': 'x' },
    { constructor: 'x' },
    { '': '' },
  ];
  return [
    ...extras.map((extra) => bench.token({ header: { ...bench.header, ...extra } })),
    assemble('{"alg":"HS256","typ":"JWT","__proto__":{"alg":"none"}}', bench.claims(), bench.signer),
  ];
}

function otherTypes(bench: Bench): string[] {
  const types: JsonValue[] = [
    'at+jwt',
    'reset+jwt',
    'JWE',
    'JOSE',
    'jwt',
    'Jwt',
    'JWT ',
    'application/jwt',
    'dpop+jwt',
    '',
    null,
    1,
    ['JWT'],
    {},
  ];
  return types.map((typ) => bench.token({ header: { ...bench.header, typ } }));
}

function notObjects(bench: Bench): string[] {
  const good = JSON.stringify(bench.header);
  const texts = [
    '',
    ' ',
    'null',
    'true',
    '1',
    '"HS256"',
    '[]',
    `[${good}]`,
    '{',
    '}',
    good.slice(0, -1),
    `${good}}`,
    `${good}${good}`,
    `${good},`,
    `\ufeff${good}`,
    `//x\n${good}`,
    good.replaceAll('"', "'"),
    '{alg:"HS256"}',
    '{"alg":NaN}',
    '{"alg":"HS256",}',
    'alg=HS256',
    '<alg>HS256</alg>',
    `${good}\0`,
  ];
  const bytes = [
    Buffer.from(good, 'utf16le'),
    Buffer.concat([
      Buffer.from('{"alg":"HS256","typ":"JWT","kid":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]),
    Buffer.concat([Buffer.from(good.slice(0, -1)), Buffer.from([0xc0, 0x80]), Buffer.from('}')]),
    Buffer.from([0]),
    Buffer.from([0xed, 0xa0, 0x80]),
  ];
  return [...texts, ...bytes].map((header) => bench.token({ header }));
}

function twiceNamed(bench: Bench): string[] {
  const headers = [
    '{"alg":"HS256","alg":"HS256","typ":"JWT"}',
    '{"alg":"none","alg":"HS256","typ":"JWT"}',
    '{"alg":"HS256","typ":"JWT","typ":"JWT"}',
    '{"alg":"HS256","\\u0061lg":"HS256","typ":"JWT"}',
    '{"alg":"none","typ":"JWT","\\u0061\\u006c\\u0067":"HS256"}',
    '{"typ":"x\\"","typ":"JWT","alg":"HS256"}',
    '{ "alg" : "none" , "alg" : "HS256" }',
  ];
  return headers.map((header) => bench.token({ header }));
}
