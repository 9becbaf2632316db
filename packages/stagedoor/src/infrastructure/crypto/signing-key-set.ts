import { after, type Clock } from '../../core/kernel/clock.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { PublicJwk } from '../../core/token/jwt-codec.ts';
import type { OpenSigningKey } from '../../core/token/signing-key/find-signing-keys.ts';
import type { CryptoKey, JwtKeySet } from './jwt-key-set.ts';
import { publicHalfOf } from './make-signing-key.ts';

/** Keys are read again when this old, so that all nodes follow a change within a second. */
const FRESH_MS = 800;
/** An unknown key id brings the next reading forward, but never to less than this after the last one. */
const PAUSE_MS = 100;
/** A SHA-256 thumbprint; whatever else a token calls its key, nobody looks for it. */
const KEY_ID = /^[\w-]{43}$/;

export interface SigningKeySetParts {
  /** The keys that still verify, by the moment they sign from. */
  readonly loadKeys: () => Promise<readonly OpenSigningKey[]>;
  readonly clock: Clock;
}

interface SetKey {
  readonly stored: OpenSigningKey;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: PublicJwk;
}

interface Keys {
  readonly byId: ReadonlyMap<string, SetKey>;
  readonly revision: number;
  readonly loadedAt: number;
}

const NO_KEYS: Keys = { byId: new Map(), revision: 0, loadedAt: Number.NEGATIVE_INFINITY };

/**
 * The pairs of keys of RS…, PS…, ES… and EdDSA, as the database has them now or had them less than a second ago. A key
 * that another node made is noticed by its id; forged ids cause ten small queries a second at most, however many come.
 */
export function createSigningKeySet(parts: SigningKeySetParts): JwtKeySet {
  const { fresh, newerThan } = createKeyReader(parts);
  return {
    revision: () => {
      const keys = fresh();
      return keys instanceof Promise ? keys.then(({ revision }) => revision) : keys.revision;
    },
    async signingKey(now) {
      const { stored, privateKey } = signerOf(await fresh(), now);
      return { keyId: stored.id, key: privateKey };
    },
    async verifyingKeys(keyId, now) {
      if (keyId === null || !KEY_ID.test(keyId)) return [];
      const keys = await fresh();
      const found = keys.byId.get(keyId) ?? (await newerThan(keys)).byId.get(keyId);
      return found && verifies(found, now) ? [found.publicKey] : [];
    },
    async publicKeys(now) {
      const all = [...(await fresh()).byId.values()];
      return all.filter((key) => verifies(key, now)).map(({ publicJwk }) => publicJwk);
    },
  };
}

interface KeyReader {
  /** At once where nothing has to be read. */
  fresh(): Keys | Promise<Keys>;
  newerThan(keys: Keys): Promise<Keys>;
}

/** However many ask, one reading is under way at a time, and all of them get what it brings. */
function createKeyReader({ loadKeys, clock }: SigningKeySetParts): KeyReader {
  let keys = NO_KEYS;
  let reading: Promise<Keys> | null = null;

  const read = async (notBefore: Date): Promise<Keys> => {
    await clock.waitUntil(notBefore);
    const loadedAt = clock.now().getTime();
    const stored = await loadKeys();
    const ring = await Promise.all(stored.map((key) => toSetKey(key, keys.byId.get(key.id))));
    const byId = new Map(ring.map((key) => [key.stored.id, key]));
    const isChanged = [...byId.keys()].join() !== [...keys.byId.keys()].join();
    keys = { byId, loadedAt, revision: keys.revision + (isChanged ? 1 : 0) };
    return keys;
  };
  const reread = (notBefore: Date): Promise<Keys> => {
    reading ??= read(notBefore).finally(() => {
      reading = null;
    });
    return reading;
  };
  return {
    fresh() {
      const now = clock.now();
      const ageMs = now.getTime() - keys.loadedAt;
      return ageMs >= 0 && ageMs < FRESH_MS ? keys : reread(now);
    },
    newerThan: ({ loadedAt }) => reread(after(new Date(loadedAt), PAUSE_MS)),
  };
}

function verifies({ stored }: SetKey, now: Date): boolean {
  return stored.retiresAt === null || stored.retiresAt > now;
}

/** The latest that may sign; where another node's clock is ahead and none may yet, the earliest. */
function signerOf({ byId }: Keys, now: Date): SetKey {
  const all = [...byId.values()];
  const signer = all.findLast(({ stored }) => stored.signsFrom <= now) ?? all[0];
  if (!signer) throw new PlainError('There is no signing key that can be opened.');
  return signer;
}

/** Its times may have changed since it was last read, its keys not. */
async function toSetKey(stored: OpenSigningKey, known: SetKey | undefined): Promise<SetKey> {
  return known ? { ...known, stored } : importKey(stored);
}

async function importKey(stored: OpenSigningKey): Promise<SetKey> {
  const { importJWK, importPKCS8 } = await import('jose/key/import');
  const { algorithm } = stored;
  const publicJwk = { ...publicHalfOf(stored.privateKey), kid: stored.id, alg: algorithm, use: 'sig' };
  const [privateKey, publicKey] = await Promise.all([
    importPKCS8(stored.privateKey, algorithm),
    importJWK(publicJwk, algorithm),
  ]);
  if (publicKey instanceof Uint8Array) throw new PlainError('A signing key is a pair of keys.');
  return { stored, privateKey, publicKey, publicJwk };
}
