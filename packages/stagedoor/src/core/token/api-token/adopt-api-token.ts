import { securityEvent } from '../../audit/security-event.ts';
import { addApiToken } from '../../credential/add-api-token.ts';
import { operator } from '../../kernel/visitor.ts';
import { mayHaveTokens } from '../../login/entry-rules.ts';
import { isStillTrusted } from '../../session/is-still-trusted.ts';
import { sessionKeyHash } from '../../session/session-key-hash.ts';
import { nextStage } from '../../session/stage.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';

/** A row of a table that REST framework made, and others may have written to. */
export interface ForeignApiToken {
  /** In clear, one for each user. */
  readonly key: unknown;
  readonly userId: unknown;
  /** Null where what stands there is no moment. */
  readonly createdAt: Date | null;
}

/**
 * What became of it. `no-key`: not 40 hexadecimal digits, so it may be short enough to guess. `no-date`: since when it is
 * cannot be read. `nobody`, `inactive`, `unverified`, `untrusted`: whose it is may not come in, or has no tokens yet, or is in the
 * care of a system that this site does not ask. `has-one`: the user has a token here already, which goes on. `taken`: somebody
 * else has the very same.
 */
export type Adoption =
  | 'adopted'
  | 'no-key'
  | 'no-date'
  | 'nobody'
  | 'inactive'
  | 'unverified'
  | 'untrusted'
  | 'has-one'
  | 'taken';

const KEY = /^[0-9a-f]{40}$/;

/** Makes a token of another site good here, so that programs which have it go on. Nobody is told a key that they did not have. */
export async function adoptApiToken(
  deps: Pick<Dependencies, 'transact' | 'authenticationBackends' | 'stages' | 'clock' | 'settings'>,
  { userId, key, createdAt }: ForeignApiToken,
): Promise<Adoption> {
  if (typeof key !== 'string' || !KEY.test(key)) return 'no-key';
  if (createdAt === null) return 'no-date';
  if (!Number.isSafeInteger(userId)) return 'nobody';
  return await deps.transact(async (stores) => {
    const user = await stores.users.findById(Number(userId));
    if (user === null) return 'nobody';
    const keyHash = sessionKeyHash('api-token', key);
    const obstacle = obstacleOf(deps, user) ?? (await rivalOf(stores, { user, keyHash }));
    if (obstacle !== null) return obstacle;
    await adopt(stores, deps, { user, key, createdAt });
    return 'adopted';
  });
}

function obstacleOf(
  deps: Pick<Dependencies, 'authenticationBackends' | 'settings'>,
  user: User,
): Adoption | null {
  if (!user.isActive) return 'inactive';
  if (!mayHaveTokens(user, deps.settings)) return 'unverified';
  return isStillTrusted(deps, { backend: user.managedBy }) ? null : 'untrusted';
}

async function rivalOf(
  { apiTokens }: Pick<Stores, 'apiTokens'>,
  { user, keyHash }: { readonly user: User; readonly keyHash: string },
): Promise<Adoption | null> {
  if ((await apiTokens.findOfUser(user.id)) !== null) return 'has-one';
  return (await apiTokens.findOwner(keyHash)) === null ? null : 'taken';
}

/** The operator vouches for the table, but no longer than the system that looks after a user does for that user. */
async function adopt(
  stores: Stores,
  deps: Pick<Dependencies, 'stages' | 'clock' | 'settings'>,
  { user, key, createdAt }: { readonly user: User; readonly key: string; readonly createdAt: Date },
): Promise<void> {
  const now = deps.clock.now();
  const next = await nextStage(stores, deps, { user, proofs: [] });
  const pendingStage = next?.name ?? null;
  const backend = user.managedBy;
  const made = { key, backend, visitor: operator, now, createdAt, pendingStage };
  await addApiToken(stores, deps.settings, { user, ...made });
  await stores.audit.append(securityEvent('api-token-import', { userId: user.id, visitor: operator, now }));
}
