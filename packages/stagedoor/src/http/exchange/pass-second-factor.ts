import type { Continued } from '../../core/account/log-in/continue-log-in.ts';
import { fieldRefusal } from '../../core/kernel/errors.ts';
import { provedCode } from '../../core/second-factor/factor-methods.ts';
import type { Exchange } from './exchange.ts';
import { passOnTheWay } from './pass-stage.ts';

/**
 * Goes on with a log-in by a code of an authenticator app or a recovery code; which of them it was stays with what is opened.
 *
 * @throws AccountsError as `passStage` does; `invalid-input` at `code`
 */
export async function passSecondFactor(
  exchange: Exchange,
  { code, flow }: { readonly code: string; readonly flow?: string | undefined },
): Promise<Continued> {
  const { visitor, context } = exchange;
  return await passOnTheWay(exchange, {
    stage: 'second-factor',
    flow,
    refusal: fieldRefusal('code', 'code_wrong'),
    async provedBy({ user }) {
      const method = await context.useCases.secondFactor.prove({ user, code, visitor });
      return method === null ? null : provedCode(method);
    },
  });
}
