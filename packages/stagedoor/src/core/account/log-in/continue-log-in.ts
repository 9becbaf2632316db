import { askBeforeLogIn } from '../../login/ask-before-log-in.ts';
import { openFlow } from '../../login/flow.ts';
import type { AskedFor, StoredFlow } from '../../login/flow-store.ts';
import type { Refused } from '../../login/judge.ts';
import {
  type JudgedPass,
  type PassStage,
  type PassStageDependencies,
  passStage,
} from '../../login/pass-stage.ts';
import { browserSession } from '../../login/session-request.ts';
import type { IssuedSession } from '../../session/issued-session.ts';
import { ownApiTokenRequest } from '../../token/api-token/obtain-api-token.ts';
import {
  signPair,
  slidingTokenRequest,
  type TokenPair,
  tokenPairRequest,
} from '../../token/jwt/obtain-tokens.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';

/** What the log-in was for, whichever way it began. */
export type Continued =
  | { readonly kind: 'session'; readonly user: User; readonly issued: IssuedSession }
  /** Carried where it was asked for: in the body of an answer, or in cookies. */
  | ({ readonly kind: 'token-pair'; readonly carriedIn: 'body' | 'cookies' } & TokenPair)
  | { readonly kind: 'sliding-token'; readonly user: User; readonly token: string }
  | { readonly kind: 'api-token'; readonly user: User; readonly key: string };

type ContinueDependencies = PassStageDependencies &
  Pick<
    Dependencies,
    'flows' | 'users' | 'hooks' | 'jwtCodec' | 'tokenClaims' | 'authenticationBackends' | 'settings'
  >;

/**
 * Goes on with a log-in that waited for a stage, for whoever serves the stage and has seen what proves it: answers what the log-in
 * was for, a session or tokens.
 *
 * @throws AccountsError `flow-ended`, `stage-required` with the handle of the next stage,
 *   `invalid-credentials` and the like where the gate refuses the user by now
 */
export async function continueLogIn(deps: ContinueDependencies, input: PassStage): Promise<Continued> {
  const { flow, user } = await openFlow(deps, input.flow);
  const refused = await askAgain(deps, { flow, user }, input);
  return await open(deps, { ...input, refused }, { asked: flow.asked, known: user });
}

/** What the site says by now: it may be another thing than when the log-in began. Of whom the gate will turn away it is not asked. */
async function askAgain(
  deps: ContinueDependencies,
  { flow: { securityVersion, proofs, backend }, user }: { readonly flow: StoredFlow; readonly user: User },
  { visitor }: PassStage,
): Promise<Refused | null> {
  if (user.securityVersion !== securityVersion) return null;
  return await askBeforeLogIn(deps, { user, method: proofs[0]?.method ?? backend, visitor });
}

async function open(
  deps: ContinueDependencies,
  input: JudgedPass,
  { asked, known }: { readonly asked: AskedFor; readonly known: User },
): Promise<Continued> {
  switch (asked.kind) {
    case 'session': {
      const { user, issued } = await passStage(deps, input, browserSession(asked.rememberMe));
      return { kind: asked.kind, user, issued };
    }
    case 'token-pair': {
      const sessionRequest = await tokenPairRequest(deps, known, asked);
      const carriedIn = asked.mostCharacters === undefined ? 'body' : 'cookies';
      const passed = await passStage(deps, input, sessionRequest);
      return { kind: asked.kind, carriedIn, ...(await signPair(passed)) };
    }
    case 'sliding-token': {
      const { user, opened } = await passStage(deps, input, await slidingTokenRequest(deps, known));
      return { kind: asked.kind, user, token: await opened.signer.sign(opened.claims) };
    }
    case 'api-token': {
      const { user, opened } = await passStage(deps, input, ownApiTokenRequest(deps));
      return { kind: asked.kind, user, key: opened };
    }
  }
}
