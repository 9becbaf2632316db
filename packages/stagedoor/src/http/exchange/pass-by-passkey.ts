import type { Continued } from '../../core/account/log-in/continue-log-in.ts';
import type { CeremonyScope, PasskeyCeremony } from '../../core/passkey/ceremony.ts';
import { passkeyWrong } from '../../core/passkey/read-assertion.ts';
import type { SentPasskeyAnswer } from '../request/passkey-answer.ts';
import type { Exchange } from './exchange.ts';
import { findAtStage, passOnTheWay } from './pass-stage.ts';

const STAGE = 'second-factor';

/**
 * Asks whoever is on the way in for one of their passkeys.
 *
 * @throws AccountsError as `findAtStage` does; `not-found` for who has none
 */
export async function askForPasskey(exchange: Exchange): Promise<PasskeyCeremony> {
  const { user, id } = await findAtStage(exchange, STAGE);
  const { secondFactor } = exchange.context.useCases;
  return await secondFactor.beginPasskeyProof({ userId: user.id, scope: ofLogIn(id) });
}

/**
 * Goes on with a log-in by a passkey in the place of a code.
 *
 * @throws AccountsError as `passStage` does; `invalid-input` at `ceremony` and `credential`
 */
export async function passByPasskey(
  exchange: Exchange,
  { flow, ...answer }: SentPasskeyAnswer & { readonly flow?: string | undefined },
): Promise<Continued> {
  const { secondFactor } = exchange.context.useCases;
  return await passOnTheWay(exchange, {
    stage: STAGE,
    flow,
    refusal: passkeyWrong(),
    provedBy: ({ user, id }) => secondFactor.provePasskey({ userId: user.id, scope: ofLogIn(id), ...answer }),
  });
}

/** Good for this log-in on its way alone. */
function ofLogIn(id: string): CeremonyScope {
  return { purpose: 'second-factor', within: id };
}
