import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';

/** What Django's `signing` module writes and reads. The salt is the purpose: none passes for another. */
export interface DjangoSigner {
  /** `value:time:signature`, as `TimestampSigner.sign`. */
  sign(value: string, at: Date): string;
  /** The value of a signed text; null when any part is wrong, or it is older than asked for. */
  unsign(signed: string, age: MaximumAge): string | null;
  /** JSON, signed, as `dumps`; compressed where that is shorter and asked for. */
  dumps(value: unknown, of: { readonly at: Date; readonly compress?: boolean }): string;
  /** What `dumps` was given; null when it is not ours or too old. */
  loads(signed: string, age: MaximumAge): { readonly value: unknown } | null;
}

export interface MaximumAge {
  readonly now: Date;
  /** At just this age it is still good, and one from the future is, too. */
  readonly seconds: number;
}

type Digest = 'sha256' | 'sha1';

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const MOST_BYTES = 1_048_576;
/** `value:time:signature`; values may hold colons, times and signatures do not. */
const SIGNED = /^([\s\S]*):([0-9A-Za-z]{1,10}):([A-Za-z0-9_-]{27,43})$/;

/**
 * Signs with the first key; the others, and SHA-1 as Django before 3.1 used it, are read only.
 *
 * @example
 * const signer = createDjangoSigner({ keys: [secretKey], salt: 'account' });
 * signer.loads('Nw:1vwfSq:5e7R…', { now: new Date(), seconds: 259_200 }); // { value: 7 }
 */
export function createDjangoSigner(of: {
  readonly keys: readonly [string, ...string[]];
  readonly salt: string;
}): DjangoSigner {
  const { keys, salt } = of;
  const sign = (value: string, at: Date): string => {
    const dated = `${value}:${toBase62(secondsOf(at))}`;
    return `${dated}:${signatureOf(dated, { key: keys[0], salt, digest: 'sha256' })}`;
  };
  const unsign = (signed: string, age: MaximumAge): string | null => {
    const [, value = '', time = '', signature = ''] = SIGNED.exec(signed) ?? [];
    const isOurs = keys.some((key) =>
      (['sha256', 'sha1'] as const).some((digest) =>
        equalTexts(signature, signatureOf(`${value}:${time}`, { key, salt, digest })),
      ),
    );
    return isOurs && secondsOf(age.now) - fromBase62(time) <= age.seconds ? value : null;
  };
  return {
    sign,
    unsign,
    dumps: (value, { at, compress = false }) => sign(pack(value, compress), at),
    loads(signed, age) {
      const packed = unsign(signed, age);
      return packed === null ? null : { value: unpack(packed) };
    },
  };
}

/** Django's `salted_hmac`: the HMAC's key is a digest of salt and secret, so that each salt has a key of its own. */
function signatureOf(text: string, of: { key: string; salt: string; digest: Digest }): string {
  const key = createHash(of.digest).update(`${of.salt}signer${of.key}`).digest();
  return createHmac(of.digest, key).update(text).digest('base64url');
}

/** A dot before the text marks what was compressed, which is done where it saves more than a byte. */
function pack(value: unknown, compress: boolean): string {
  const plain = Buffer.from(asciiJson(value), 'latin1');
  const deflated = compress ? deflateSync(plain) : plain;
  return deflated.length < plain.length - 1
    ? `.${deflated.toString('base64url')}`
    : plain.toString('base64url');
}

function unpack(packed: string): unknown {
  const bytes = Buffer.from(packed.replace(/^\./, ''), 'base64url');
  const plain = packed.startsWith('.') ? inflateSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
  return JSON.parse(plain.toString('utf8'));
}

/** Python's `json.dumps` writes everything beyond ASCII as an escape. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function secondsOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1_000);
}

function toBase62(seconds: number): string {
  let text = '';
  for (let rest = seconds; rest > 0; rest = Math.floor(rest / 62)) text = (BASE_62[rest % 62] ?? '') + text;
  return text || '0';
}

function fromBase62(text: string): number {
  return [...text].reduce((sum, character) => sum * 62 + BASE_62.indexOf(character), 0);
}

function equalTexts(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
