import type { AccessRule } from '../access/access-rule.ts';
import { answerOf, isInScope, isScoped, type WhoAnswer } from '../access/who-asks.ts';
import { authorityOf } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import type { Asker } from './asker.ts';
import { allOf, always, anyOf, type Condition, never, type RowQuestion } from './condition.ts';
import type { OwnValues, Policy, PolicyLeaf, Scalar } from './policy.ts';

interface Reading {
  readonly asker: Asker;
  /** Whether what is read must not hold. */
  readonly negated: boolean;
}

/**
 * What a policy asks of a row, now that it is known who asks for what. Everything that is the same for all rows is answered here,
 * once: for a superuser, say, `{ any: [{ superuser: true }, …] }` is `always`.
 */
export function resolvePolicy(policy: Policy, asker: Asker): Condition {
  return read(policy, { asker: asActive(asker), negated: false });
}

/** Whoever is inactive, or must pass a stage first, may nothing that a visitor may not. */
function asActive(asker: Asker): Asker {
  const { principal } = asker;
  const isNobody = principal !== null && authorityOf(principal) === 'none';
  return isNobody ? { ...asker, principal: null, roles: [] } : asker;
}

function read(policy: Policy, reading: Reading): Condition {
  if ('policy' in policy) return read(policy.policy, reading);
  if ('not' in policy) return read(policy.not, { ...reading, negated: !reading.negated });
  // Not all of them is any of their opposites (De Morgan).
  if ('all' in policy) return (reading.negated ? anyOf : allOf)(policy.all.map((one) => read(one, reading)));
  if ('any' in policy) return (reading.negated ? allOf : anyOf)(policy.any.map((one) => read(one, reading)));
  return readLeaf(policy, reading);
}

function readLeaf(leaf: PolicyLeaf, reading: Reading): Condition {
  const { principal, action } = reading.asker;
  if ('field' in leaf || 'owner' in leaf || 'organization' in leaf) return ofRow(leaf, reading);
  if ('anyone' in leaf) return constant('yes', reading);
  if ('authenticated' in leaf) return constant(principal === null ? 'no' : 'yes', reading);
  if ('action' in leaf) return constant(listOf(leaf.action).includes(action) ? 'yes' : 'no', reading);
  if ('role' in leaf) return constant(holdsRole(listOf(leaf.role), reading.asker), reading);
  if ('has' in leaf)
    return ofAsker(principal, reading, (userId) => ({ kind: 'has-own', own: leaf.has, userId }));
  if ('granted' in leaf) return ofGrant(leaf.granted, reading);
  return constant(principal === null ? 'no' : ruleAnswer(principal, leaf), reading);
}

function ruleAnswer(principal: Principal, rule: AccessRule): WhoAnswer {
  const [name] = Object.keys(rule) as (keyof AccessRule)[];
  return name === undefined ? 'untold' : answerOf(principal, name, rule[name] as never);
}

type RowAsked = Extract<PolicyLeaf, { field: string } | { owner: string } | { organization: string }>;

function ofRow(leaf: RowAsked, reading: Reading): Condition {
  const { principal } = reading.asker;
  if ('owner' in leaf)
    return ofAsker(principal, reading, (value) => ({ kind: 'equals', field: leaf.owner, value }));
  if ('organization' in leaf) return ofOrganization(leaf, reading);
  if ('is' in leaf)
    return question(
      leaf.is === null
        ? { kind: 'is-null', field: leaf.field }
        : { kind: 'equals', field: leaf.field, value: leaf.is },
      reading,
    );
  const { field, in: among } = leaf;
  if (isList(among)) return oneOf(field, among, reading);
  return ofAsker(principal, reading, (userId) => ({ kind: 'among-own', field, own: among, userId }));
}

function isList(among: readonly Scalar[] | OwnValues): among is readonly Scalar[] {
  return Array.isArray(among);
}

function oneOf(field: string, values: readonly Scalar[], reading: Reading): Condition {
  return values.length === 0 ? constant('no', reading) : question({ kind: 'one-of', field, values }, reading);
}

function ofOrganization(
  { role, organization }: Extract<PolicyLeaf, { organization: string }>,
  reading: Reading,
): Condition {
  const { principal, roles } = reading.asker;
  if (principal !== null && (isScoped(principal) || roles === undefined)) return never;
  const wanted = listOf(role);
  const organizations = (roles ?? []).flatMap((held) =>
    held.organizationId !== null && wanted.includes(held.role) ? [held.organizationId] : [],
  );
  return oneOf(organization, [...new Set(organizations)], reading);
}

function holdsRole(wanted: readonly string[], { principal, roles }: Asker): WhoAnswer {
  if (principal === null) return 'no';
  if (isScoped(principal) || roles === undefined) return 'untold';
  return roles.some(({ role, organizationId }) => organizationId === null && wanted.includes(role))
    ? 'yes'
    : 'no';
}

/** A superuser has every permission on every object, as far as what they came with goes; Django asks no more of them. */
function ofGrant(permission: string, reading: Reading): Condition {
  const { principal } = reading.asker;
  const isConfined = principal !== null && isScoped(principal);
  if (isConfined && (reading.negated || !isInScope(principal, permission))) return never;
  if (principal?.user.isSuperuser) return constant('yes', reading);
  return question({ kind: 'granted', permission, userId: principal?.user.id ?? null }, reading);
}

/** Of nobody is anything their own. */
function ofAsker(
  principal: Principal | null,
  reading: Reading,
  ask: (userId: number) => Unsigned<RowQuestion>,
): Condition {
  return principal === null ? constant('no', reading) : question(ask(principal.user.id), reading);
}

type Unsigned<Question> = Question extends unknown ? Omit<Question, 'negated'> : never;

function question(asked: Unsigned<RowQuestion>, { negated }: Reading): Condition {
  return { ...asked, negated };
}

function constant(answer: WhoAnswer, { negated }: Reading): Condition {
  return answer === (negated ? 'no' : 'yes') ? always : never;
}

function listOf<Value>(oneOrMore: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(oneOrMore) ? (oneOrMore as readonly Value[]) : [oneOrMore as Value];
}
