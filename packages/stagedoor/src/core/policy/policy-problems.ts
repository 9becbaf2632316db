import { ruleProblems } from '../access/access-rule.ts';
import {
  type FieldShape,
  filledListOf,
  holding,
  isPlainRecord,
  onlyTrue,
  problemsOf,
  type RecordShape,
  recordOf,
  recordOfEach,
  required,
  shown,
  textLike,
} from '../kernel/record-shape.ts';

const column = textLike('the name of a column', /^[A-Za-z_][A-Za-z0-9_]{0,62}$/);
const word = textLike('a word', /^\S(?:.{0,98}\S)?$/);
const scalar = holding('a text, a whole number, true or false', isScalar);
const scalarOrNull = holding(
  'a text, a whole number, true, false or null',
  (value) => value === null || isScalar(value),
);
const oneOrMoreWords = eitherOf(filledListOf(word, 'a list of words'), Array.isArray, word);

const refusal = required(
  textLike('the code of a refusal such as shop.subscription-needed', /^[a-z]\w*\.[a-z][a-z0-9-]*$/),
);

const ownShape: RecordShape = {
  table: required(column),
  user: required(column),
  where: recordOfEach(scalarOrNull, 'a record of columns and values'),
};
const ownValues = recordOf({ ...ownShape, value: required(column) });
const listOfScalars = filledListOf(scalar, 'a list of values');

/** The leaves by the name that tells them apart; what stands beside it in the same leaf is in its shape. */
const leafShapes: Readonly<Record<string, RecordShape>> = {
  field: {
    field: required(column),
    is: scalarOrNull,
    in: eitherOf(listOfScalars, Array.isArray, ownValues),
  },
  role: { role: required(oneOrMoreWords), organization: column },
  owner: { owner: required(column) },
  granted: { granted: required(textLike('a codename or app_label.codename', /^[^\s.]+(?:\.[^\s.]+)?$/)) },
  has: { has: required(recordOf(ownShape)) },
  action: { action: required(oneOrMoreWords) },
  anyone: { anyone: required(onlyTrue) },
  authenticated: { authenticated: required(onlyTrue) },
};
const ruleNames = ['staff', 'superuser', 'verified', 'group', 'permission'];
const joins = ['all', 'any'];
const known = [...joins, 'not', 'policy', ...Object.keys(leafShapes), ...ruleNames];

/**
 * What is wrong with a policy as it is written, in halves of sentences: a slip in one could let everybody in. Which names and fields
 * there are is judged where these are known.
 */
export function policyProblems(policy: unknown, name: string): readonly string[] {
  if (typeof policy === 'string') return word.problems(policy, name);
  if (!isPlainRecord(policy)) return [`${name} must be a policy or the name of one, not ${shown(policy)}`];
  const told = known.find((one) => Object.hasOwn(policy, one));
  if (told === undefined) return [`${name} must say one of ${known.join(', ')}`];
  if (told === 'not') return problemsOf(policy, { not: required(nested) }, name);
  if (told === 'policy') return problemsOf(policy, { policy: required(nested), refusal }, name);
  if (joins.includes(told)) return problemsOf(policy, { [told]: required(nestedList) }, name);
  const shape = leafShapes[told];
  return shape === undefined ? oneRuleProblems(policy, name) : leafProblems(policy, shape, name);
}

/** The same of a policy that stands by itself, where no names of others are known. */
export function wholePolicyProblems(policy: unknown, name: string): readonly string[] {
  const problems = policyProblems(policy, name);
  const named = problems.length > 0 ? null : nameIn(policy);
  return named === null
    ? problems
    : [`${name} names the policy ${named}: say the policy itself, as definePolicies answers it`];
}

/** The first policy that is said by its name. */
function nameIn(policy: unknown): string | null {
  if (typeof policy === 'string') return policy;
  if (!isPlainRecord(policy)) return null;
  const parts = [policy.not, policy.policy, ...[policy.all, policy.any].filter(Array.isArray).flat()];
  return parts.map(nameIn).find((one) => one !== null) ?? null;
}

const nested: FieldShape = { isRequired: true, problems: policyProblems };
const nestedList = filledListOf(nested, 'a list of policies');

function oneRuleProblems(policy: object, name: string): readonly string[] {
  const problems = ruleProblems(policy, name);
  if (problems.length > 0 || Object.keys(policy).length === 1) return problems;
  return [`${name} must ask one thing: more than one is { all: [ … ] }`];
}

function leafProblems(
  policy: Readonly<Record<string, unknown>>,
  shape: RecordShape,
  name: string,
): readonly string[] {
  const problems = problemsOf(policy, shape, name);
  if (problems.length > 0 || !Object.hasOwn(policy, 'field')) return problems;
  return Object.hasOwn(policy, 'is') === Object.hasOwn(policy, 'in')
    ? [`${name} must say either is or in of the field`]
    : [];
}

function eitherOf(list: FieldShape, isList: (value: unknown) => boolean, other: FieldShape): FieldShape {
  return {
    isRequired: false,
    problems: (value, name) => (isList(value) ? list : other).problems(value, name),
  };
}

/** What both databases and this process compare alike. */
function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  return typeof value === 'boolean' || (Number.isSafeInteger(value) && !Object.is(value, -0));
}
