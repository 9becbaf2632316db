import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { refuseInJson } from '../../http/refusal/refusals.ts';
import type { Problem } from '../../http/request/problem.ts';

type StageRequired = Extract<Problem, { code: 'stage-required' }>;

/**
 * Tells a program which stage comes next, where it is passed and by which handle; a browser keeps the handle in a cookie that no
 * script reads.
 */
export function refuseStage(exchange: Exchange, problem: StageRequired): Answer {
  if (problem.flow !== undefined) exchange.rememberFlow(problem.flow);
  const answer = refuseInJson(problem, exchange.translate);
  const url = exchange.context.stages.routes.get(problem.stage);
  if (answer.kind !== 'json' || url === undefined) return answer;
  return { ...answer, body: { ...(answer.body as object), stage_url: url } };
}
