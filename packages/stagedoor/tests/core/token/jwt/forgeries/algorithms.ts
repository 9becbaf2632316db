import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { SIGNING_SECRET } from '../../../../support/core.ts';
import { assemble, type Bench, type Family, hmac, privateKeyOf, signed, unsigned } from './workshop.ts';

/** Every spelling of a word in upper and lower case. */
function spellings(word: string): string[] {
  return Array.from({ length: 2 ** word.length }, (_, bits) =>
    [...word].map((letter, at) => ((bits >> at) & 1 ? letter.toUpperCase() : letter)).join(''),
  );
}

export async function algorithmFamilies(benches: {
  readonly hs: Bench;
  readonly es: Bench;
  readonly rs: Bench;
}): Promise<Family[]> {
  const { hs, es, rs } = benches;
  const all = [hs, es, rs];
  return [
    ...all.map((bench) => ({
      name: `no signature, against ${bench.algorithm}`,
      bench,
      tokens: [...spellings('none'), '', 'null', 'None '].flatMap((alg) => {
        const bare = bench.token({ header: { ...bench.header, alg }, signer: unsigned });
        return [bare, bare.slice(0, -1), `${bare}AA`, bench.token({ header: { ...bench.header, alg } })];
      }),
    })),
    {
      name: 'a good signature of another algorithm with the same secret',
      bench: hs,
      tokens: ['384', '512'].flatMap((bits) => {
        const signer = hmac(SIGNING_SECRET, `sha${bits}`);
        const header = { alg: `HS${bits}`, typ: 'JWT' };
        return [hs.token({ header, signer }), hs.token({ signer }), hs.token({ header })];
      }),
    },
    { name: 'the public key as the secret', bench: es, tokens: await publicKeyAsSecret(es) },
    { name: 'the RSA public key as the secret', bench: rs, tokens: await publicKeyAsSecret(rs) },
    { name: 'RSA and elliptic algorithms in each other’s place', bench: rs, tokens: await rsaSwaps(rs) },
    {
      name: 'ECDSA with another curve or hash, and Ed25519',
      bench: es,
      tokens: await curveSwaps(es),
    },
    ...all.map((bench) => ({
      name: `an algorithm that is no algorithm, against ${bench.algorithm}`,
      bench,
      tokens: notAlgorithms(bench),
    })),
  ];
}

async function publicKeyAsSecret(bench: Bench): Promise<string[]> {
  const key = createPublicKey(await privateKeyOf(bench.site));
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  const jwk = key.export({ format: 'jwk' });
  const [published] = await bench.site.useCases.signingKey.listPublic();
  const secrets = [
    pem,
    pem.trim(),
    pem.replaceAll('\n', '\r\n'),
    pem.replaceAll('\n', ''),
    key.export({ format: 'der', type: 'spki' }),
    JSON.stringify(jwk),
    JSON.stringify(published),
    Buffer.from(String(jwk.x ?? jwk.n), 'base64url'),
    String(jwk.x ?? jwk.n),
    '',
  ];
  return secrets.flatMap((secret) =>
    ['256', '384', '512'].flatMap((bits) => {
      const signer = hmac(secret, `sha${bits}`);
      const { kid = '' } = bench.header;
      return [
        bench.token({ header: { alg: `HS${bits}`, typ: 'JWT' }, signer }),
        bench.token({ header: { alg: `HS${bits}`, typ: 'JWT', kid }, signer }),
        bench.token({ signer }),
      ];
    }),
  );
}

async function rsaSwaps(bench: Bench): Promise<string[]> {
  const key = await privateKeyOf(bench.site);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return ['256', '384', '512'].flatMap((bits) => {
    const pss = (input: string) =>
      sign(`sha${bits}`, Buffer.from(input), { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
    const pkcs1 = signed(key, `sha${bits}`);
    const header = (alg: string) => ({ ...bench.header, alg });
    return [
      bench.token({ header: header(`PS${bits}`), signer: pss }),
      bench.token({ signer: pss }),
      bench.token({ header: header(`ES${bits}`), signer: pkcs1 }),
      ...(bits === '256'
        ? []
        : [bench.token({ header: header(`RS${bits}`), signer: pkcs1 }), bench.token({ signer: pkcs1 })]),
    ];
  });
}

async function curveSwaps(bench: Bench): Promise<string[]> {
  const own = await privateKeyOf(bench.site);
  const others = ['P-384', 'P-521', 'secp256k1'].map((namedCurve) =>
    generateKeyPairSync('ec', { namedCurve }),
  );
  const edwards = generateKeyPairSync('ed25519');
  const pairs = [
    ...others.flatMap(({ privateKey }) => [signed(privateKey), signed(privateKey, 'sha512')]),
    signed(edwards.privateKey, null),
    signed(own, 'sha384'),
    signed(own, 'sha512'),
  ];
  return pairs.flatMap((signer) =>
    ['ES256', 'ES384', 'ES512', 'ES256K', 'EdDSA', 'Ed25519'].map((alg) =>
      bench.token({ header: { ...bench.header, alg }, signer }),
    ),
  );
}

/** Signed with our own key, so that nothing but the name is wrong. */
function notAlgorithms(bench: Bench): string[] {
  const { algorithm, header, signer } = bench;
  const names = [
    algorithm.toLowerCase(),
    ` ${algorithm}`,
    `${algorithm} `,
    `${algorithm}\0`,
    `${algorithm}\n`,
    algorithm.replace('S', 'Ѕ'),
    `${algorithm},none`,
    [algorithm],
    { name: algorithm },
    null,
    true,
    256,
    '*',
    'dir',
    'RSA1_5',
    'A128KW',
    'constructor',
    '__proto__',
    'toString',
  ];
  const { alg: _, ...without } = header;
  return [
    ...names.map((alg) => bench.token({ header: { ...header, alg } })),
    bench.token({ header: without }),
    assemble(JSON.stringify(header).replace('"alg"', '"ALG"'), bench.claims(), signer),
  ];
}
