import { AccountsError } from '../kernel/errors.ts';
import { RecordProblem } from '../kernel/record-shape.ts';
import type { Principal } from '../session/session.ts';
import { asMember } from './as-member.ts';
import type { HeldRole } from './asker.ts';
import { decide } from './decide.ts';
import type { Dependencies } from './dependencies.ts';
import type { Action, Policy } from './policy.ts';
import { wholePolicyProblems } from './policy-problems.ts';
import { resolvePolicy } from './resolve-policy.ts';
import { type Facts, rowSatisfies } from './row-satisfies.ts';
import { whyRefused } from './why-refused.ts';
import { withRoles } from './with-roles.ts';

/** What policies are asked by. */
export type PolicyPorts = Pick<Dependencies, 'policyFacts' | 'roles' | 'settings'>;

/** The row as it is, and as it will be. */
export type JudgedRows = readonly [object, ...object[]];

export interface PolicyQuestion {
  readonly policy: Policy;
  /** Null for a visitor. */
  readonly principal: Principal | null;
  readonly action: Action;
  /**
   * To look and to delete, the row that is; to add, the one that will be; to change, both, so that nobody moves a row into their reach or
   * out of it. Left out for a policy that knows no row.
   */
  readonly rows?: JudgedRows;
  /** What the rows are, where the policy asks for permissions on single ones: `projects.project`. Their key is `id`. */
  readonly objects?: string;
  /** Left out, they are looked up where the policy asks for any. */
  readonly roles?: readonly HeldRole[];
}

/**
 * Whether a policy lets somebody do what they ask for, with all of these rows. What it asks beside them it reads by one statement, outside
 * of any transaction.
 *
 * @throws RecordProblem for what is no policy; PlainError for a row without a field that is asked for, and for `granted` where `objects` does not
 * say what the rows are
 * @example
 * await accounts.policy.allows({ policy: policies.CanEditArticle, principal, action: 'change', rows: [before, after] });
 */
export async function policyAllows(deps: PolicyPorts, question: PolicyQuestion): Promise<boolean> {
  checkPolicy(question.policy);
  const asked = await withRoles(deps, question.policy, question);
  return (await judgeOf(deps, asked))(question.policy);
}

/**
 * Lets those go on whom `policyAllows` lets.
 *
 * @throws AccountsError `not-authenticated` for a visitor; else the refusal that goes with the first part that does not hold,
 * `email-unverified` or `permission-denied`
 */
export async function requirePolicy(deps: PolicyPorts, question: PolicyQuestion): Promise<void> {
  checkPolicy(question.policy);
  const asked = await withRoles(deps, question.policy, question);
  refuseWhateverTheRow(asked);
  const holds = await judgeOf(deps, asked);
  if (!holds(question.policy)) throw whyRefused(question.policy, question, holds);
}

export interface ActOnRow extends PolicyQuestion {
  /** Who sees the first of the rows: to everybody else it is not there. */
  readonly seenBy: Policy;
  readonly rows: JudgedRows;
}

/**
 * The same for a row that is there: whoever may not see it is told that it is not, and whoever sees it and may not do that is told so. Who may
 * do it with no row at all is told before one is looked at.
 *
 * @throws AccountsError `not-found`, and what `requirePolicy` throws
 */
export async function requireOnRow(deps: PolicyPorts, { seenBy, ...question }: ActOnRow): Promise<void> {
  checkPolicy(question.policy);
  refuseWhateverTheRow(asMember(question.policy, await withRoles(deps, question.policy, question)));
  const [first] = question.rows;
  if (!(await policyAllows(deps, { ...question, policy: seenBy, action: 'view', rows: [first] })))
    throw new AccountsError({ code: 'not-found' });
  await requirePolicy(deps, question);
}

/** What no row can mend has the first word: in REST framework it is asked before an object is. */
function refuseWhateverTheRow(question: PolicyQuestion): void {
  const { policy } = question;
  if (decide(policy, question) === 'no')
    throw whyRefused(policy, question, (part) => decide(part, question) !== 'no');
}

/** Asks of the policy, or of a part of it, whether all of the rows satisfy it. */
async function judgeOf(
  { policyFacts }: Pick<Dependencies, 'policyFacts'>,
  { rows = [{}], objects, ...question }: PolicyQuestion,
): Promise<(part: Policy) => boolean> {
  if (rows.length === 0) throw new RecordProblem('A policy', ['it was asked about no row']);
  const facts: Facts = await policyFacts.read([resolvePolicy(question.policy, question)], rows, objects);
  return (part) => {
    const condition = resolvePolicy(part, question);
    return rows.every((row) => rowSatisfies(condition, row, facts));
  };
}

const checked = new WeakSet<object>();

/** @throws RecordProblem for a slip, which could let everybody in; each policy is looked through once */
export function checkPolicy(policy: Policy): void {
  if (checked.has(policy)) return;
  const problems = wholePolicyProblems(policy, 'it');
  if (problems.length > 0) throw new RecordProblem('A policy', problems);
  checked.add(policy);
}
