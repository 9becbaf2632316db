import type { Dependencies } from './dependencies.ts';
import { type AuditProblem, checkCut, checkHead, readHead } from './verify-audit.ts';

/**
 * Why sealing refuses to go on, without walking the log as `verifyAudit` does; null while it goes on. A head that is missing stops nothing:
 * the next seal writes one.
 */
export async function findSealingStop(
  deps: Pick<Dependencies, 'audit' | 'auditHead'>,
): Promise<AuditProblem | null> {
  // In this order, as the sealer reads them: the chain may grow meanwhile, and then it only reaches further than the head.
  const head = await readHead(deps);
  const cut = await deps.audit.lastCut();
  const last = await deps.audit.lastSeal();
  const problems = [...checkCut(deps, cut), ...(await checkHead(deps, head, { last, cut }))];
  return problems.find(({ problem }) => problem !== 'head-missing') ?? null;
}
