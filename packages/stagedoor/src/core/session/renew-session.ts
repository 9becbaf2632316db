import { AccountsError } from '../kernel/errors.ts';
import { randomSessionKey } from '../kernel/secret-value.ts';
import { type AuthenticationMethod, withProof } from './authentication.ts';
import type { Stores } from './dependencies.ts';
import type { IssuedSession } from './issued-session.ts';
import type { Session } from './session.ts';
import { sessionKeyHash } from './session-key-hash.ts';

/**
 * Gives a live session a new key, after its rights or its proof changed (ASVS V7.2.4); null if it ended meanwhile. What
 * a token opened keeps its key: the token is not in this answer, and was not handed out before the proof.
 * Its data follows once the transaction is done (`dataFollowsSessions`).
 */
export async function renewSession(
  stores: Pick<Stores, 'sessions'>,
  session: Session,
  change: {
    securityVersion: number;
    /** What was proved just now; null where nothing was. */
    proved: AuthenticationMethod | null;
    /** Null once the stage is passed; left out it stays as it is. */
    pendingStage?: Session['pendingStage'];
  },
): Promise<IssuedSession | null> {
  const { proved } = change;
  // What proves nothing of who it is, such as a stage that was only to be read, is no recent proof.
  const provedAt = proved === null || proved.factors.length === 0 ? null : proved.at;
  const sessionKey = session.kind === 'cookie' ? randomSessionKey() : '';
  const renewed: Session = {
    ...session,
    keyHash: session.kind === 'cookie' ? sessionKeyHash('cookie', sessionKey) : session.keyHash,
    securityVersion: change.securityVersion,
    isKeyDue: false,
    methods: proved === null ? session.methods : withProof(session.methods, proved),
    authenticatedAt: provedAt ?? session.authenticatedAt,
    pendingStage: change.pendingStage === undefined ? session.pendingStage : change.pendingStage,
  };
  const rotated = await stores.sessions.rotate(session.keyHash, {
    newKeyHash: renewed.keyHash,
    securityVersion: renewed.securityVersion,
    ...(proved === null ? {} : { methods: renewed.methods }),
    ...(provedAt === null ? {} : { authenticatedAt: provedAt }),
    ...(change.pendingStage === undefined ? {} : { pendingStage: change.pendingStage }),
  });
  return rotated ? { sessionKey, session: renewed, deviceKey: null } : null;
}

/** The refusal for an act whose session ended meanwhile. Thrown inside the transaction it takes the act back. */
export function sessionEnded(): AccountsError {
  return new AccountsError({ code: 'not-authenticated' });
}
