import { ruleProblems } from '../../core/access/access-rule.ts';
import {
  anyFunction,
  anyRecord,
  type FieldShape,
  holding,
  isRecord,
  onlyTrue,
  positiveNumber,
  problemsOf,
  RecordProblem,
  type RecordShape,
  recordOf,
  required,
  textLike,
  wordOf,
} from '../../core/kernel/record-shape.ts';
import type { StageRecord } from '../../core/kernel/stage.ts';
import { accountStages } from '../../core/open-features.ts';
import { asksOfRow } from '../../core/policy/leaves-of.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { wholePolicyProblems } from '../../core/policy/policy-problems.ts';
import type { Access, CsrfCheck, Issues, Method, Route, RouteLimit } from './route.ts';

// Tables of the types' own words: a new one that is forgotten here does not compile.
const methods: Readonly<Record<Method, true>> = {
  GET: true,
  POST: true,
  PUT: true,
  PATCH: true,
  DELETE: true,
};
const issues: Readonly<Record<Issues, true>> = { none: true, session: true, token: true };
const accesses: Readonly<Record<Access, true>> = { anyone: true, authenticated: true, anonymous: true };
const csrfChecks: Readonly<Record<CsrfCheck, true>> = {
  token: true,
  session: true,
  origin: true,
  exempt: true,
  none: true,
};

const limitShape: RecordShape<keyof RouteLimit> = {
  requests: required(positiveNumber),
  windowSeconds: required(positiveNumber),
};

const fields = holding('a schema of an object', (value) => isRecord(value) && isRecord(value.properties));
const schemaShape: RecordShape<keyof NonNullable<Route['schema']>> = {
  body: fields,
  params: fields,
  query: fields,
};

export const needsField: FieldShape = {
  isRequired: false,
  problems: (rule, name) =>
    isRecord(rule) && Object.keys(rule).length === 0
      ? [`${name} must ask for something`]
      : ruleProblems(rule, name),
};

/** A route knows no row. */
const policy: FieldShape = {
  isRequired: false,
  problems: (value, name) => {
    const problems = wholePolicyProblems(value, name);
    // What has no problem is a policy.
    if (problems.length > 0 || !asksOfRow(value as Policy)) return problems;
    return [`${name} must ask nothing of a row: there is none`];
  },
};
export const roleField = holding('the name of a role, or a list of some', (value) => {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  return names.length > 0 && names.every((name) => typeof name === 'string' && name.trim() !== '');
});

export const nameField = textLike('a name', /^\S.*$/);
export const pathField = textLike('a path such as /api/notes/', /^\/(?!\/)[^\s?#\\]*$/);
export const accessField = wordOf(accesses);
export const issuesField = wordOf(issues);
const ownStages: readonly unknown[] = accountStages.map(({ name }) => name);
/** Of a feature: which there are is known where the site is. */
const FEATURE_STAGE = /^[a-z][a-z0-9_]{0,30}\.[a-z][a-z0-9-]{0,40}$/;
export const ticketField = textLike('a word such as data-download', /^[a-z][a-z0-9-]{0,39}$/);
/** Undefined is good here alone: to serve no stage is to serve fewer people. */
export const servesStageField = holding(
  `one of ${ownStages.join(', ')}, or a stage of a feature such as terms.accept`,
  (value) => value === undefined || ownStages.includes(value) || FEATURE_STAGE.test(String(value)),
);

/** @throws RecordProblem for a stage that the site does not have: nobody could come here with it */
export function checkServedStage(route: Route, stages: readonly Pick<StageRecord, 'name'>[]): void {
  const known = stages.map(({ name }) => name);
  if (route.servesStage === undefined || known.includes(route.servesStage)) return;
  throw new RecordProblem(titleOf(route), [
    `servesStage must be one of ${known.join(', ')}, not ${JSON.stringify(route.servesStage)}`,
  ]);
}

/** Undefined is good here alone: to leave nothing is to refuse more. */
export const logsOutField = holding('true', (value) => value === undefined || value === true);

/** What the JSON API's routes say beside, for those who read the OpenAPI document. */
type DescribedField = 'operation' | 'responses' | 'refuses' | 'judgedBy' | 'versions';

const routeShape: RecordShape<keyof Route | DescribedField> = {
  name: required(nameField),
  method: required(wordOf(methods)),
  path: required(pathField),
  issues: required(issuesField),
  access: required(accessField),
  needs: needsField,
  policy,
  role: roleField,
  passes: anyFunction,
  csrf: required(wordOf(csrfChecks)),
  servesStage: servesStageField,
  ticket: ticketField,
  credentials: wordOf({ none: true }),
  personalTokens: onlyTrue,
  summary: textLike('a text', /\S/),
  schema: recordOf(schemaShape),
  reads: recordOf({ body: anyFunction, query: anyFunction }),
  requires: anyFunction,
  ignores: anyFunction,
  limit: recordOf(limitShape),
  throttle: textLike('a scope such as login', /^[a-z][a-z0-9_-]{0,39}$/),
  produces: textLike('a media type such as text/csv', /^[a-z]+\/[a-z0-9.+-]+$/),
  takesFiles: onlyTrue,
  beforeBody: anyFunction,
  beforeReplay: anyFunction,
  fixedBody: onlyTrue,
  creates: onlyTrue,
  logsOut: logsOutField,
  metadata: anyFunction,
  refuse: anyFunction,
  handler: required(anyFunction),
  operation: holding('a text or null', (value) => value === null || typeof value === 'string'),
  responses: anyRecord,
  refuses: holding('a list', Array.isArray),
  judgedBy: holding('a list', Array.isArray),
  versions: anyRecord,
};

/**
 * Lets a server start only on routes that say all they must, and nothing else: in plain JavaScript nobody has read the
 * record before, and one that says nothing of `access` would be open.
 *
 * @throws RecordProblem naming the route and each field
 */
export function checkRoute(route: Route): void {
  const problems = problemsOf(route, routeShape);
  const found = problems.length > 0 ? problems : contradictions(route);
  if (found.length > 0) throw new RecordProblem(titleOf(route), found);
}

/** @throws RecordProblem for what is no list of records at all, such as a name that nothing was exported under */
export function checkList(routes: readonly Route[]): void {
  if (!Array.isArray(routes)) throw new RecordProblem('The routes', ['they must be a list']);
  const odd = routes.findIndex((route) => !isRecord(route));
  if (odd >= 0) throw new RecordProblem(`Route ${odd + 1} of the list`, ['it must be a record']);
}

/** What the fields may not say together. */
export const ASKS_NOBODY = 'needs, role and passes ask who is logged in to be more: access is authenticated';

/** Whether a record that asks for more than somebody asks for somebody. */
export function saysWhomItAsks({
  access,
  ...asked
}: Pick<Route, 'access' | 'needs' | 'role' | 'passes'>): boolean {
  const { needs, role, passes } = asked;
  return access === 'authenticated' || [needs, role, passes].every((more) => more === undefined);
}

function contradictions(route: Route): readonly string[] {
  const isSafe = route.method === 'GET';
  const isForSignedIn = route.access === 'authenticated';
  const rules: readonly (readonly [boolean, string])[] = [
    [isSafe === (route.csrf === 'none'), 'unsafe methods declare a check in csrf, GET declares none'],
    [route.csrf !== 'exempt' || route.credentials === 'none', 'csrf is exempt only with credentials: none'],
    [route.ticket === undefined || (isSafe && isForSignedIn), 'a ticket opens a GET for who is logged in'],
    [saysWhomItAsks(route), ASKS_NOBODY],
    [
      route.policy === undefined || (route.access !== 'anonymous' && route.credentials !== 'none'),
      'a policy asks who comes: access is anyone or authenticated, and credentials are looked at',
    ],
    [
      !isForSignedIn || route.credentials !== 'none',
      'with credentials: none nobody is logged in, so access cannot be authenticated',
    ],
  ];
  return rules.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

export function titleOf(route: unknown): string {
  if (!isRecord(route)) return 'A route';
  const { method, path, name } = route;
  return `Route ${routeInWords({ method, path, name })}`;
}

/** Which route it is, in a sentence. */
export function routeInWords({
  method,
  path,
  name,
}: Readonly<Record<'method' | 'path' | 'name', unknown>>): string {
  return `${String(method)} ${String(path)} (${String(name)})`;
}
