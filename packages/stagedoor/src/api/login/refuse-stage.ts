import type { Answer } from '../../http/answer/answer.ts';
import { addressOf } from '../../http/context/stage-addresses.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { ProblemOf } from '../../http/refusal/refusal-row.ts';
import { refuseInJson } from '../../http/refusal/refusals.ts';

/**
 * Tells a program which stage comes next, where it is passed and by which handle; a browser keeps the handle in a cookie that no
 * script reads.
 */
export function refuseStage(exchange: Exchange, problem: ProblemOf<'stage-required'>): Answer {
  if (problem.flow !== undefined) exchange.flow.remember(problem.flow);
  const answer = refuseInJson(problem, exchange.translate);
  const url = addressOf(exchange.context.stages, problem.stage, 'route');
  if (answer.kind !== 'json' || url === undefined) return answer;
  return { ...answer, body: { ...(answer.body as object), stage_url: url } };
}
