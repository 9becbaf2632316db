import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { PlainError } from '../../core/kernel/plain-error.ts';

const FORMAT = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Encrypts what is stored, under a key of its own for each purpose. */
export interface Sealer {
  /**
   * Text of letters, digits, `.`, `-` and `_` that only `open` with the same purpose can read, and only with the same
   * `boundTo`: the row that the text belongs to, where it must not be of use in another.
   */
  seal(purpose: string, plain: string, boundTo?: string): string;
  /** @throws SealBroken when it was changed, made for another purpose, or under a key that is no longer known */
  open(purpose: string, sealed: string, boundTo?: string): string;
}

/** The text was not made by this site for this purpose, or its key is gone. Says no more than that. */
export class SealBroken extends PlainError {
  constructor() {
    super('The sealed value cannot be opened.');
    this.name = 'SealBroken';
  }
}

/** What is opened, or null where its seal is broken. @throws whatever else goes wrong */
export function unlessSealBroken<Value>(open: () => Value): Value | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

interface MasterKey {
  readonly id: string;
  readonly secret: string;
}

/**
 * AES-256-GCM with keys derived by HKDF-SHA-256 from the master secrets. The first secret seals; all of them open, so
 * that keys can be rotated: the key's id is part of the text. A value: `v1.<key id>.<nonce, cipher text, tag>`.
 *
 * @param secrets at least 32 random bytes each, in any text form; the current one first
 * @example
 * const sealer = createSealer([cryptographyKey, ...cryptographyKeyFallbacks]);
 */
export function createSealer(secrets: readonly [string, ...string[]]): Sealer {
  const [current, ...others] = secrets.map(masterKey);
  if (!current) throw new TypeError('A sealer needs a secret.');
  const keysById = new Map([current, ...others].map((key) => [key.id, key]));
  const keyFor = createKeySet();
  return {
    seal(purpose, plain, boundTo = '') {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyFor(current, purpose), nonce);
      cipher.setAAD(associatedData(current.id, purpose, boundTo));
      const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${FORMAT}.${current.id}.${body.toString('base64url')}`;
    },
    open(purpose, sealed, boundTo = '') {
      const [format, keyId = '', encoded = ''] = sealed.split('.');
      const key = keysById.get(keyId);
      const body = Buffer.from(encoded, 'base64url');
      if (format !== FORMAT || !key || body.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken();
      try {
        return decrypt(body, keyFor(key, purpose), associatedData(keyId, purpose, boundTo));
      } catch {
        // Which of the checks failed is of use to an attacker only.
        throw new SealBroken();
      }
    },
  };
}

function decrypt(body: Buffer, key: Buffer, data: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(data);
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  const plain = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES));
  return Buffer.concat([plain, decipher.final()]).toString('utf8');
}

function masterKey(secret: string): MasterKey {
  if (secret.length < KEY_BYTES) throw new TypeError('A secret for sealing has at least 32 characters.');
  const id = createHash('sha256').update(deriveKey(secret, 'key id')).digest('base64url').slice(0, 8);
  return { id, secret };
}

/** Deriving is dearer than sealing, and purposes are few. */
function createKeySet(): (master: MasterKey, purpose: string) => Buffer {
  const keys = new Map<string, Buffer>();
  return (master, purpose) => {
    const name = `${master.id} ${purpose}`;
    const key = keys.get(name) ?? deriveKey(master.secret, `seal ${purpose}`);
    keys.set(name, key);
    return key;
  };
}

function deriveKey(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `stagedoor ${FORMAT} ${use}`, KEY_BYTES));
}

function associatedData(keyId: string, purpose: string, boundTo: string): Buffer {
  // Purposes are names of ours and hold no line break, so that the parts cannot run into each other.
  return Buffer.from(`${FORMAT}.${keyId}.${purpose}${boundTo === '' ? '' : `\n${boundTo}`}`);
}
