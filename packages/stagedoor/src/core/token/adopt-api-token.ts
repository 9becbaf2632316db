import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { newSession } from '../login/new-session.ts';
import { operator } from '../visitor.ts';

/** A token as REST framework keeps it: in clear, one for each user. */
export interface ForeignApiToken {
  readonly userId: number;
  readonly key: string;
  readonly createdAt: Date;
}

/**
 * What became of it. `no-key`: not 40 hexadecimal digits, so it may be short enough to guess. `nobody`, `inactive`: whose it
 * is may not come in. `has-one`: the user has a token here already, which goes on.
 */
export type Adoption = 'adopted' | 'no-key' | 'nobody' | 'inactive' | 'has-one';

const KEY = /^[0-9a-f]{40}$/;

/** Makes a token of another site good here, so that programs which have it go on. Nobody is told a key that they did not have. */
export async function adoptApiToken(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { userId, key, createdAt }: ForeignApiToken,
): Promise<Adoption> {
  if (!KEY.test(key)) return 'no-key';
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const user = await stores.users.findById(userId);
    if (user === null) return 'nobody';
    if (!user.isActive) return 'inactive';
    if ((await stores.apiTokens.findOfUser(userId)) !== null) return 'has-one';
    const opens = { kind: 'api-token', key, expiresAt: null, endsAt: null, scope: null } as const;
    const entry = { proof: { backend: null }, rememberMe: null, visitor: operator, opens };
    const { session } = newSession(deps.settings, { user, entry, now, deviceId: null });
    await stores.sessions.add(session);
    await stores.apiTokens.put({ userId, key, keyHash: session.keyHash, createdAt });
    await stores.audit.append(securityEvent('api-token-import', { userId, visitor: operator, now }));
    return 'adopted';
  });
}
