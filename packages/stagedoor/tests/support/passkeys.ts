import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/core/kernel/json-value.ts';
import { createWebAuthn } from '../../src/infrastructure/web-authn/web-authn.ts';

export const SITE_ORIGIN = 'http://localhost:8000';

/** Of the site that tests open. */
export const webAuthnForTest = createWebAuthn({
  rpId: 'localhost',
  name: 'Stagedoor',
  origins: [SITE_ORIGIN],
});

const flags = { present: 0x01, verified: 0x04, mayBeSynced: 0x08, isSynced: 0x10, attested: 0x40 };

/** What an authenticator of a test does otherwise than a good one. */
export interface Authenticating {
  readonly origin?: string;
  readonly rpId?: string;
  readonly verifies?: boolean;
  readonly crossOrigin?: boolean;
  readonly counter?: number;
  readonly type?: string;
  /** Whether its maker vouches for it (FIDO U2F), by a certificate that anybody has. */
  readonly isVouchedFor?: boolean;
}

interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/** An authenticator in software (ES256, attestation `none`), as WebAuthn Level 3, section 6 has them: it makes one passkey and shows it. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString('base64url');
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #isSynced: boolean;
  #userHandle = '';
  counter = 0;

  constructor({ isSynced = true } = {}) {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = keys.privateKey;
    this.#publicKey = keys.publicKey;
    this.#isSynced = isSynced;
  }

  create(options: JsonObject, how: Authenticating = {}): JsonObject {
    const { challenge, user } = options as unknown as Options;
    this.#userHandle = user?.id ?? '';
    const credential = Buffer.from(this.id, 'base64url');
    const authData = Buffer.concat([
      this.#authData(flags.attested, how),
      Buffer.alloc(16),
      Buffer.from([0, credential.length]),
      credential,
      this.#coseKey(),
    ]);
    const said = clientData({ type: 'webauthn.create', challenge, ...how });
    const statement = how.isVouchedFor
      ? this.#statement(authData.subarray(0, 32), said)
      : new Map<Cbor, Cbor>();
    const attestation = cbor(
      new Map<Cbor, Cbor>([
        ['fmt', how.isVouchedFor ? 'fido-u2f' : 'none'],
        ['attStmt', statement],
        ['authData', authData],
      ]),
    );
    return this.#credential({
      clientDataJSON: said.toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  get(options: JsonObject, how: Authenticating = {}): JsonObject {
    const { challenge } = options as unknown as Options;
    const said = clientData({ type: 'webauthn.get', challenge, ...how });
    const authData = this.#authData(0, how);
    const signed = Buffer.concat([authData, createHash('sha256').update(said).digest()]);
    return this.#credential({
      clientDataJSON: said.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#privateKey).toString('base64url'),
      userHandle: this.#userHandle,
    });
  }

  #credential(response: JsonObject): JsonObject {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #authData(more: number, { rpId = 'localhost', verifies = true, counter = this.counter }: Authenticating) {
    const said =
      flags.present |
      (verifies ? flags.verified : 0) |
      (this.#isSynced ? flags.mayBeSynced | flags.isSynced : 0) |
      more;
    const head = Buffer.alloc(37);
    createHash('sha256').update(rpId).digest().copy(head);
    head.writeUInt8(said, 32);
    head.writeUInt32BE(counter, 33);
    return head;
  }

  #statement(rpIdHash: Buffer, said: Buffer): Map<Cbor, Cbor> {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    const signed = Buffer.concat([
      Buffer.from([0]),
      rpIdHash,
      createHash('sha256').update(said).digest(),
      Buffer.from(this.id, 'base64url'),
      Buffer.from([4]),
      Buffer.from(x, 'base64url'),
      Buffer.from(y, 'base64url'),
    ]);
    const certificate = new X509Certificate(readFileSync(new URL('certificates/good.pem', import.meta.url)));
    const key = readFileSync(new URL('certificates/good.key', import.meta.url));
    return new Map<Cbor, Cbor>([
      ['sig', sign('sha256', signed, key)],
      ['x5c', [certificate.raw]],
    ]);
  }

  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    return cbor(
      new Map<Cbor, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
  }
}

function clientData({
  type,
  challenge,
  origin = SITE_ORIGIN,
  crossOrigin = false,
}: Authenticating & { readonly challenge: string }): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
}

type Cbor = number | string | Buffer | readonly Buffer[] | Map<Cbor, Cbor>;

/** As much of CBOR (RFC 8949) as authenticators write. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  if (!(value instanceof Map)) throw new TypeError('No CBOR of ours.');
  const pairs = [...value].flatMap(([key, of]) => [cbor(key), cbor(of)]);
  return Buffer.concat([head(5, value.size), ...pairs]);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  return count < 256
    ? Buffer.from([(major << 5) | 24, count])
    : Buffer.from([(major << 5) | 25, count >> 8, count & 0xff]);
}
