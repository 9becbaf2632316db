import type { Refusal } from '../kernel/errors.ts';
import type { Session } from '../session/session.ts';
import { nextStage, type Stage } from '../session/stage.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { mayHaveTokens, mayPass } from './entry-rules.ts';
import type { UserAtGate } from './gate-store.ts';
import type { SessionRequest } from './session-request.ts';
import type { Settings } from './settings.ts';

/** What was proved of whom. */
export interface Proved {
  readonly userId: number;
  /** What was proved, for the session that it opens. */
  readonly methods: Session['methods'];
  /** What the proof was made against. A user whose version moved meanwhile is not let in. */
  readonly securityVersion: number;
}

/** Nothing was written: whoever asked may note it in the same transaction, or take back what was before. */
export interface Refused {
  readonly outcome: 'refused';
  readonly refusal: Refusal;
}

export function refused(refusal: Refusal): Refused {
  return { outcome: 'refused', refusal };
}

/** For everything that is wrong, deliberately one answer. */
export const wrongCredentials: Refused = refused({ code: 'invalid-credentials' });

export interface Admitted extends UserAtGate {
  readonly outcome: 'admitted';
  /** What is to be passed before their session opens anything else; null for nothing. */
  readonly stage: Stage | null;
}

interface StageFirst {
  readonly outcome: 'stage-first';
  readonly user: User;
  readonly stage: Stage;
}

/** Whether the user may have what is asked, as things stand now and until the transaction ends. Writes nothing. */
export async function judge(
  stores: Stores,
  deps: Pick<Dependencies, 'settings' | 'stages'>,
  {
    proof,
    sessionRequest,
  }: {
    readonly proof: Proved;
    readonly sessionRequest: Pick<SessionRequest<unknown>, 'token'> | 'request';
  },
): Promise<Admitted | StageFirst | Refused> {
  const { settings } = deps;
  const found = await stores.gate.lockUser(proof.userId);
  if (found === null || !mayPass(found.user, proof, settings)) return wrongCredentials;
  const { user } = found;
  const isForToken = sessionRequest === 'request' || sessionRequest.token !== null;
  if (isForToken && !mayHaveTokens(user, settings)) return refused({ code: 'email-unverified' });
  const stage = await nextStage(stores, deps, { user, proofs: proof.methods });
  if (stage?.before === 'entry') return { outcome: 'stage-first', user, stage };
  if (stage !== null && isForToken) return refused({ code: 'stage-required', stage: stage.name });
  return { outcome: 'admitted', ...found, stage };
}

/** The user of a proof, locked as the database has it now; null for one who may not enter. */
export async function admit(
  stores: Pick<Stores, 'users'>,
  proof: Pick<Proved, 'userId' | 'securityVersion'>,
  settings: Settings,
): Promise<User | null> {
  const user = await stores.users.lockById(proof.userId);
  return user && mayPass(user, proof, settings) ? user : null;
}
