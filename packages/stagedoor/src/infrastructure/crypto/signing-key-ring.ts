import { after, type Clock } from '../../core/clock.ts';
import type { OpenSigningKey } from '../../core/token/find-signing-keys.ts';
import type { PublicJwk } from '../../core/token/jwt-codec.ts';
import type { CryptoKey, JwtKeyRing } from './jwt-key-ring.ts';
import { publicHalfOf } from './make-signing-key.ts';

/** Keys are read again when this old, so that all nodes follow a change within a second (DESIGN 5.5). */
const FRESH_MS = 800;
/** An unknown key id brings the next reading forward, but never to less than this after the last one. */
const PAUSE_MS = 100;
/** A SHA-256 thumbprint; whatever else a token calls its key, nobody looks for it. */
const KEY_ID = /^[\w-]{43}$/;

export interface SigningKeyRingParts {
  /** The keys that still verify, by the moment they sign from. */
  readonly loadKeys: () => Promise<readonly OpenSigningKey[]>;
  readonly clock: Clock;
}

interface RingKey {
  readonly stored: OpenSigningKey;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: PublicJwk;
}

interface Keys {
  readonly byId: ReadonlyMap<string, RingKey>;
  readonly revision: number;
  readonly loadedAt: number;
}

const NO_KEYS: Keys = { byId: new Map(), revision: 0, loadedAt: Number.NEGATIVE_INFINITY };

/**
 * The pairs of keys of RS…, PS…, ES… and EdDSA, as the database has them now or had them less than a second ago. A key
 * that another node made is noticed by its id; forged ids cause ten small queries a second at most, however many come.
 */
export function createSigningKeyRing({ loadKeys, clock }: SigningKeyRingParts): JwtKeyRing {
  let keys = NO_KEYS;
  let loading: Promise<Keys> | null = null;

  const load = async (notBefore: Date): Promise<Keys> => {
    await clock.waitUntil(notBefore);
    const loadedAt = clock.now().getTime();
    const stored = await loadKeys();
    const ring = await Promise.all(stored.map((key) => keys.byId.get(key.id) ?? importKey(key)));
    const byId = new Map(
      ring.map((key, index) => [key.stored.id, { ...key, stored: stored[index] ?? key.stored }]),
    );
    const isChanged = [...byId.keys()].join() !== [...keys.byId.keys()].join();
    keys = { byId, loadedAt, revision: keys.revision + (isChanged ? 1 : 0) };
    return keys;
  };
  const reload = (notBefore = clock.now()): Promise<Keys> => {
    loading ??= load(notBefore).finally(() => {
      loading = null;
    });
    return loading;
  };
  const fresh = (): Keys | Promise<Keys> => {
    const ageMs = clock.now().getTime() - keys.loadedAt;
    return ageMs >= 0 && ageMs < FRESH_MS ? keys : reload();
  };
  return {
    revision: () => {
      const current = fresh();
      return current instanceof Promise ? current.then(({ revision }) => revision) : current.revision;
    },
    async signingKey(now) {
      const { stored, privateKey } = signerOf(await fresh(), now);
      return { keyId: stored.id, key: privateKey };
    },
    async verifyingKey(keyId, now) {
      if (keyId === null || !KEY_ID.test(keyId)) return null;
      const current = await fresh();
      const found =
        current.byId.get(keyId) ??
        (await reload(after(new Date(current.loadedAt), PAUSE_MS))).byId.get(keyId);
      return found && verifies(found, now) ? found.publicKey : null;
    },
    async publicKeys(now) {
      const all = [...(await fresh()).byId.values()];
      return all.filter((key) => verifies(key, now)).map(({ publicJwk }) => publicJwk);
    },
  };
}

function verifies({ stored }: RingKey, now: Date): boolean {
  return stored.retiresAt === null || stored.retiresAt > now;
}

/** The latest that may sign; where another node's clock is ahead and none may yet, the earliest. */
function signerOf({ byId }: Keys, now: Date): RingKey {
  const all = [...byId.values()];
  const signer = all.findLast(({ stored }) => stored.signsFrom <= now) ?? all[0];
  if (!signer) throw new Error('There is no signing key that can be opened.');
  return signer;
}

async function importKey(stored: OpenSigningKey): Promise<RingKey> {
  const { importJWK, importPKCS8 } = await import('jose/key/import');
  const { algorithm } = stored;
  const publicJwk = { ...publicHalfOf(stored.privateKey), kid: stored.id, alg: algorithm, use: 'sig' };
  const [privateKey, publicKey] = await Promise.all([
    importPKCS8(stored.privateKey, algorithm),
    importJWK(publicJwk, algorithm),
  ]);
  if (publicKey instanceof Uint8Array) throw new TypeError('A signing key is a pair of keys.');
  return { stored, privateKey, publicKey, publicJwk };
}
