import { randomBytes } from 'node:crypto';
import { type Bench, encode, type Family, hmac, type Signer } from './workshop.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function encodingFamilies({ hs, es }: { readonly hs: Bench; readonly es: Bench }): Family[] {
  return [
    { name: 'another form than the compact one', bench: hs, tokens: otherForms(hs) },
    { name: 'base64url with padding, blanks or the other alphabet', bench: hs, tokens: looseBase64(hs) },
    { name: 'base64url with bits that nobody reads', bench: hs, tokens: looseBits(hs) },
    { name: 'a token longer than any of ours', bench: hs, tokens: tooLong(hs) },
    { name: 'what is no token at all', bench: hs, tokens: noTokens(hs) },
    { name: 'one character changed', bench: hs, tokens: changedCharacters(hs) },
    { name: 'one bit of the signature changed', bench: es, tokens: changedBits(es) },
    { name: 'a signature cut, grown or made up', bench: hs, tokens: signatures(hs, 32) },
    {
      name: 'an elliptic signature cut, grown or made up (CVE-2022-21449)',
      bench: es,
      tokens: signatures(es, 64),
    },
    { name: 'parts of two good tokens', bench: hs, tokens: mixed(hs) },
    { name: 'a payload that is not one JSON object', bench: hs, tokens: notObjects(hs) },
    { name: 'a name twice in the payload', bench: hs, tokens: twiceNamed(hs) },
  ];
}

function otherForms(bench: Bench): string[] {
  const token = bench.token();
  const [header = '', payload = '', signature = ''] = token.split('.');
  const one = { protected: header, signature };
  return [
    JSON.stringify({ payload, ...one }),
    JSON.stringify({ payload, signatures: [one] }),
    JSON.stringify({ payload, ...one, header: { alg: 'none' } }),
    JSON.stringify(token),
    JSON.stringify([token]),
    encode(token),
    `${header}.${payload}`,
    `${header}.${payload}.`,
    `.${payload}.${signature}`,
    `${header}..${signature}`,
    `${header}`,
    '..',
    '.',
    '...',
    `.${token}`,
    `${token}.`,
    `${token}.${signature}`,
    `${header}.${payload}.${signature}.${signature}.${signature}`,
    `${header}.${header}.${payload}.${signature}`,
    token.replace('.', '..'),
    token.replaceAll('.', ','),
    token.replaceAll('.', '%2E'),
    token.replaceAll('.', '。'),
  ];
}

function looseBase64(bench: Bench): string[] {
  const [header = '', payload = '', signature = ''] = bench.token().split('.');
  const parts = [header, payload, signature];
  const spoil = (change: (part: string) => string): string[] =>
    parts.map((part, at) => parts.map((other, index) => (index === at ? change(part) : other)).join('.'));
  const additions = ['=', '==', ' ', '\n', '\r\n', '\t', '\0', '+', '/', '!', '%00', '\u200b', 'é', '#', ';'];
  return [
    ...additions.flatMap((addition) => [
      ...spoil((part) => part + addition),
      ...spoil((part) => addition + part),
      ...spoil((part) => part.slice(0, 5) + addition + part.slice(5)),
    ]),
    ...spoil((part) => `${part}A`),
    ...spoil((part) => `${part}AAAA`),
    ...withOtherAlphabet(bench),
  ];
}

/** Good tokens whose signature has a letter that the two alphabets write differently. */
function withOtherAlphabet(bench: Bench): string[] {
  const tokens = Array.from({ length: 40 }, (_, index) =>
    bench.token({ payload: bench.claims({ n: index }) }),
  );
  return tokens
    .filter((token) => /[-_]/.test(token))
    .map((token) => token.replaceAll('-', '+').replaceAll('_', '/'));
}

/** The last letter of a part of 32 bytes holds two bits too many: three other letters mean the same bytes. */
function looseBits(bench: Bench): string[] {
  return Array.from({ length: 30 }, (_, index) =>
    bench.token({ payload: bench.claims({ n: index }) }),
  ).flatMap((token) => {
    const last = ALPHABET.indexOf(token.at(-1) ?? '');
    return [1, 2, 3].map((bits) => token.slice(0, -1) + ALPHABET[last ^ bits]);
  });
}

function tooLong(bench: Bench): string[] {
  const padded = (length: number) => bench.token({ payload: bench.claims({ pad: 'x'.repeat(length) }) });
  const limit = 8_192;
  const spare = Math.floor(((limit - padded(0).length) * 3) / 4);
  return [spare + 3, spare + 100, limit, 3 * limit, 1_000_000]
    .map(padded)
    .concat([
      'A'.repeat(limit + 1),
      '.'.repeat(1_000_000),
      `${'A'.repeat(700_000)}.${'A'.repeat(700_000)}.A`,
      bench.token({ header: { ...bench.header, kid: 'x'.repeat(10_000) } }),
    ]);
}

function noTokens(bench: Bench): string[] {
  const texts = [
    '',
    ' ',
    'null',
    'undefined',
    '[object Object]',
    'NaN',
    '0',
    'true',
    'Bearer',
    '{}',
    '[]',
    '\0',
    '\ud800',
    '💥',
    '<script>',
    "' or 1=1 --",
    '../../etc/passwd',
    'eyJ',
    'a.b.c',
    'AA.AA.AA',
    '__proto__',
  ];
  return [
    ...texts,
    `Bearer ${bench.token()}`,
    ` ${bench.token()}`,
    `${bench.token()} ${bench.token()}`,
    `${bench.token()},${bench.token()}`,
    bench.token().toLowerCase(),
    ...Array.from({ length: 50 }, (_, length) => randomBytes(length * 5).toString('base64url')),
    ...Array.from({ length: 50 }, (_, length) => randomBytes(length * 5).toString('latin1')),
  ];
}

/** Each e-mail of a good token made into another one (ASVS V9.1.1). */
function changedCharacters(bench: Bench): string[] {
  const token = bench.token();
  return [...token].flatMap((letter, at) => {
    const others =
      letter === '.' ? ['A', '-'] : [ALPHABET[(ALPHABET.indexOf(letter) + 1 + (at % 62)) % 64] ?? '.', '.'];
    return others.map((other) => token.slice(0, at) + other + token.slice(at + 1));
  });
}

function changedBits(bench: Bench): string[] {
  const token = bench.token();
  const [header, payload, signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  return Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return `${header}.${payload}.${changed.toString('base64url')}`;
  });
}

function signatures(bench: Bench, length: number): string[] {
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
  const made: Signer[] = [
    ...Array.from(
      { length },
      (_, cut): Signer =>
        (input) =>
          bench.signer(input).slice(0, cut),
    ),
    (input) => Buffer.concat([bench.signer(input), Buffer.alloc(1)]),
    (input) => Buffer.concat([Buffer.alloc(1), bench.signer(input)]),
    (input) => Buffer.concat([bench.signer(input), bench.signer(input)]),
    (input) => Buffer.from(bench.signer(input)).reverse(),
    () => Buffer.alloc(length),
    () => Buffer.alloc(length, 1),
    () => Buffer.alloc(length, 0xff),
    () => Buffer.from(order.repeat(2), 'hex').subarray(0, length),
    () => randomBytes(length),
    () => randomBytes(length * 8),
    (input) => Buffer.concat([bench.signer(input).slice(0, length / 2), Buffer.alloc(length / 2)]),
    (input) => Buffer.concat([Buffer.alloc(length / 2), bench.signer(input).slice(length / 2)]),
    // The form of certificates, which other libraries take too.
    (input) => derOf(Buffer.from(bench.signer(input))),
    (input) => Buffer.from(Buffer.from(bench.signer(input)).toString('hex')),
    (input) => Buffer.from(Buffer.from(bench.signer(input)).toString('base64')),
    hmac(''),
  ];
  return made.map((signer) => bench.token({ signer }));
}

function derOf(signature: Buffer): Buffer {
  const halves = [signature.subarray(0, signature.length / 2), signature.subarray(signature.length / 2)];
  const integers = halves.map((half) => Buffer.concat([Buffer.from([2, half.length + 1, 0]), half]));
  const body = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function mixed(bench: Bench): string[] {
  const [one = [], two = []] = [bench.token(), bench.token({ payload: bench.claims({ user_id: '1' }) })].map(
    (token) => token.split('.'),
  );
  const none = encode({ alg: 'none', typ: 'JWT' });
  return [
    [one[0], two[1], one[2]],
    [one[0], one[1], two[2]],
    [one[1], one[0], one[2]],
    [one[0], one[2], one[1]],
    [one[0], one[0], one[2]],
    [none, one[1], one[2]],
    [none, two[1], one[2]],
  ].map((parts) => parts.join('.'));
}

/** All signed with our own key: what follows would only ever be our own mistake, and must not bring anything down. */
function notObjects(bench: Bench): string[] {
  const good = JSON.stringify(bench.claims());
  const texts = [
    '',
    ' ',
    'null',
    'true',
    '0',
    '"text"',
    '[]',
    `[${good}]`,
    '{',
    good.slice(0, -1),
    `${good}}`,
    `${good}${good}`,
    `\ufeff${good}`,
    good.replaceAll('"', "'"),
    `${good}\0`,
    good.replace('{', '{,'),
    good.replace('}', ',}'),
    good.replace(/"exp":\d+/, '"exp":Infinity'),
    good.replace(/"exp":\d+/, '"exp":0x7fffffff'),
    'x'.repeat(500),
  ];
  const deep = (length: number) => `{"a":${'['.repeat(length)}${']'.repeat(length)}`;
  const bytes = [
    Buffer.from(good, 'utf16le'),
    Buffer.concat([Buffer.from(`${good.slice(0, -1)},"x":"`), Buffer.from([0xff]), Buffer.from('"}')]),
    Buffer.from([0x1f, 0x8b, 8, 0]),
    randomBytes(300),
  ];
  return [...texts, deep(10), deep(2_500), ...bytes].map((payload) => bench.token({ payload }));
}

function twiceNamed(bench: Bench): string[] {
  const good = JSON.stringify(bench.claims());
  const additions = [
    '"user_id":"1"',
    '"token_type":"access"',
    '"exp":4102444800',
    '"jti":"x"',
    '"\\u0075ser_id":"1"',
    '"user\\u005fid":"1"',
    '"a":{"b":1,"b":2}',
    '"a":[{"b":1},{"b":1,"b":1}]',
    '"":1,"":2',
    '"__proto__":1,"__proto__":2',
    '"a\\"":1,"a\\"":2',
    '"a\\\\":1,"a\\\\":2',
    '"a" : 1,\n"a"\t: 2',
  ];
  return additions.flatMap((addition) => [
    bench.token({ payload: `${good.slice(0, -1)},${addition}}` }),
    bench.token({ payload: `{${addition},${good.slice(1)}` }),
  ]);
}
