import { chainHash, chainStart, headProblem, type SignedEnd } from './audit-chain.ts';
import type { AuditCut, AuditSeal, StoredAuditEvent } from './audit-event.ts';
import { AuditHeadFault, type HeadFault } from './audit-head.ts';
import type { Dependencies } from './dependencies.ts';

const BATCH = 500;
const MOST_PROBLEMS = 100;
const MOST_IDS = 100;

/** One thing that should not be. `sequence` counts seals from 1. */
export type AuditProblem =
  /** A seal was deleted. */
  | { readonly problem: 'seal-missing'; readonly sequence: number }
  /** A sealed row was deleted. */
  | { readonly problem: 'event-missing'; readonly sequence: number; readonly eventId: number }
  /** A sealed row, or its seal, was changed. */
  | { readonly problem: 'event-changed'; readonly sequence: number; readonly eventId: number }
  /** The newest rows were deleted together with their seals: the signed head names a later seal. */
  | { readonly problem: 'cut-off'; readonly sequence: number }
  /** The chain was computed anew: the signed head names another hash for this seal. */
  | { readonly problem: 'rewritten'; readonly sequence: number }
  /** Old rows were removed by somebody who could not sign for it. */
  | { readonly problem: 'cut-unsigned'; readonly sequence: number }
  /** There are users, whom every way of making one writes down, and neither a row nor a signed head. */
  | { readonly problem: 'emptied'; readonly sequence: number }
  /** There are seals but no signed head to compare them with. */
  | { readonly problem: 'head-missing'; readonly sequence: number }
  /** The head is there, and the keys of this site do not vouch for it. */
  | { readonly problem: `head-${HeadFault}`; readonly sequence: number }
  /** The head cannot be read at all. */
  | { readonly problem: 'head-unreadable'; readonly sequence: number; readonly reason: string };

export interface AuditReport {
  readonly isSound: boolean;
  /** Whether something was changed for certain. What is wrong with the head alone tells it of nothing else. */
  readonly isChanged: boolean;
  /** The seal up to which old rows were removed, by the retention of the site; null where all are there. */
  readonly cutSequence: number | null;
  /** How many seals there are. */
  readonly sealed: number;
  /**
   * The first sealed event that is there. Whoever deletes rows, seals and head leaves a log that is sound and young: only who knows how old
   * the site is can tell.
   */
  readonly begins: { readonly eventId: number; readonly occurredAt: Date } | null;
  /** The newest rows, which the sealer has not reached yet; `ids` names at most the first hundred. */
  readonly unsealed: { readonly count: number; readonly ids: readonly number[] };
  /** The seal that the signed head names, if it can be read. */
  readonly headSequence: number | null;
  readonly firstBrokenSequence: number | null;
  /** In order of sequence, at most a hundred. */
  readonly problems: readonly AuditProblem[];
}

type VerifyDependencies = Pick<Dependencies, 'audit' | 'auditHead' | 'users'>;

/** Recomputes the whole chain and compares its end with the signed head (ASVS V16.4.2). */
export async function verifyAudit(deps: VerifyDependencies): Promise<AuditReport> {
  // Read before the walk: the chain may grow meanwhile, and then it only reaches further than the head.
  const head = await readHead(deps);
  const cut = await deps.audit.lastCut();
  const walk = { ...(await walkChain(deps, chainStart(cut))), cut };
  const problems = [
    ...checkCut(deps, cut),
    ...walk.problems,
    ...(await checkHead(deps, head, walk)),
    ...(await checkEmptiness(deps, head, walk)),
  ]
    .sort((left, right) => left.sequence - right.sequence)
    .slice(0, MOST_PROBLEMS);
  return {
    isSound: problems.length === 0,
    isChanged: problems.some(({ problem }) => tellsOfChange(problem, head)),
    cutSequence: cut?.sequence ?? null,
    sealed: walk.sealed,
    begins: walk.begins,
    unsealed: await listTail(deps),
    headSequence: head.end?.sequence ?? null,
    firstBrokenSequence: problems[0]?.sequence ?? null,
    problems,
  };
}

type ReadHead = { readonly end: SignedEnd | null; readonly fault?: HeadProblem };
type HeadProblem =
  | { readonly problem: `head-${HeadFault}` }
  | { readonly problem: 'head-unreadable'; readonly reason: string };

/** A missing key or file is no change of the log: it leaves unknown whether there was one. */
const ofTheHeadAlone: ReadonlySet<AuditProblem['problem']> = new Set([
  'head-missing',
  'head-other-key',
  'head-unproved',
  'head-unreadable',
]);

/** A cut that the keys of a site did not sign is as old as they are, where they do not vouch for the head either. */
function tellsOfChange(problem: AuditProblem['problem'], head: ReadHead): boolean {
  return problem === 'cut-unsigned' ? head.end !== null : !ofTheHeadAlone.has(problem);
}

/** An unreadable head is a finding like the others, not the end of the verification. */
export async function readHead({ auditHead }: Pick<Dependencies, 'auditHead'>): Promise<ReadHead> {
  try {
    return { end: await auditHead.read() };
  } catch (error) {
    if (error instanceof AuditHeadFault) return { end: null, fault: { problem: `head-${error.fault}` } };
    const reason = error instanceof Error ? error.message : String(error);
    return { end: null, fault: { problem: 'head-unreadable', reason } };
  }
}

export function checkCut(
  { auditHead }: Pick<Dependencies, 'auditHead'>,
  cut: AuditCut | null,
): AuditProblem[] {
  if (cut === null || auditHead.isSigned(cut)) return [];
  return [{ problem: 'cut-unsigned', sequence: cut.sequence }];
}

export async function checkHead(
  { audit, auditHead }: Pick<Dependencies, 'audit' | 'auditHead'>,
  head: ReadHead,
  { last, cut }: { last: AuditSeal | null; cut: AuditCut | null },
): Promise<AuditProblem[]> {
  const sequence = head.end?.sequence ?? last?.sequence ?? 0;
  if (head.fault !== undefined) return [{ ...head.fault, sequence }];
  if (head.end === null) return last === null ? [] : [{ problem: 'head-missing', sequence }];
  const vouching = cut !== null && auditHead.isSigned(cut) ? cut : null;
  const problem = await headProblem(audit, { head: head.end, last, cut: vouching });
  return problem === null ? [] : [{ problem, sequence }];
}

/** A database in which nothing ever happened has no user either. Where something did, an empty log is what somebody left. */
async function checkEmptiness(
  { audit, users }: VerifyDependencies,
  head: ReadHead,
  { last, cut }: { last: AuditSeal | null; cut: AuditCut | null },
): Promise<AuditProblem[]> {
  const isEmpty = last === null && cut === null && head.end === null && head.fault === undefined;
  if (!isEmpty || (await audit.countUnsealed()) > 0) return [];
  const anybody = await users.list({ afterId: 0, limit: 1 });
  return anybody.length === 0 ? [] : [{ problem: 'emptied', sequence: 0 }];
}

/** Counted from the rows themselves: the list that the sealer works from is no part of the evidence. */
async function listTail({ audit }: VerifyDependencies): Promise<AuditReport['unsealed']> {
  const rows = await audit.listUnsealed(MOST_IDS);
  return { count: await audit.countUnsealed(), ids: rows.map((row) => row.id) };
}

async function walkChain({ audit }: VerifyDependencies, start: SignedEnd) {
  const problems: AuditProblem[] = [];
  let last: AuditSeal | null = null;
  let sealed = 0;
  let begins: AuditReport['begins'] = null;
  for (;;) {
    const rows: Awaited<ReturnType<typeof audit.listSealed>> = await audit.listSealed(
      last?.sequence ?? start.sequence,
      BATCH,
    );
    for (const { seal, event } of rows) {
      if (problems.length < MOST_PROBLEMS) problems.push(...checkRow(last ?? start, seal, event));
      last = seal;
      sealed += 1;
      if (event !== null) begins ??= { eventId: event.id, occurredAt: event.occurredAt };
    }
    if (rows.length < BATCH) return { problems, last, sealed, begins };
  }
}

/** After a break the walk goes on from the stored hash, so that each wound is named once. */
function checkRow(previous: SignedEnd, seal: AuditSeal, event: StoredAuditEvent | null): AuditProblem[] {
  const expected = previous.sequence + 1;
  const { sequence, eventId } = seal;
  if (event === null) return [{ problem: 'event-missing', sequence, eventId }];
  if (sequence !== expected) return [{ problem: 'seal-missing', sequence: expected }];
  const hash = chainHash(previous.hash, event);
  return hash === seal.hash ? [] : [{ problem: 'event-changed', sequence, eventId }];
}
