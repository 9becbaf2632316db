import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessRule, ruleProblems } from '../core/access/access-rule.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { Principal } from '../core/session/session.ts';
import type { PrincipalOf } from '../core/typed-use-cases.ts';
import type { ExtraFields } from '../core/user/extra-field.ts';
import { requireStagedoor } from '../create-stagedoor/require-stagedoor.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { addCookies } from '../http/answer/beside-earlier.ts';
import type { AuthenticationRules } from '../http/exchange/authentication-rules.ts';
import { Exchange } from '../http/exchange/exchange.ts';
import { noteDenial } from '../http/exchange/note-denial.ts';
import { type AnyRequest, toHttpRequest } from '../http/request/http-request.ts';
import { isPassing, type Problem, problemOf, problemOfFault } from '../http/request/problem.ts';
import { type AdmissionRule, admit, isSafe, requireOwnPage } from '../http/route/admit.ts';
import { roleField, ticketField } from '../http/route/check-route.ts';
import { createRefuse } from './faults.ts';
import { formTokenOf } from './form-token-of.ts';
import { checkPreHandler, checkReply, checkRequest } from './guard-arguments.ts';
import type { Guard, Guards } from './guards.ts';
import { mountedContext } from './mounted-context.ts';

/** What `await`, `JSON.stringify` and test runners ask of whatever they are given. */
const ASKED_OF_ANYTHING = new Set(['then', 'toJSON', 'asymmetricMatch', '$$typeof', 'nodeType']);
const ANY: AuthenticationRules = { credentials: 'any', servesStage: null };

/**
 * Guards for routes of your own, beside `stagedoorPlugin` or inside `createServer`.
 *
 * @throws Error when they are asked before either was called for this `stagedoor`; RecordProblem for a guard that does not exist,
 * and for one whose group, permission or purpose is none
 * @example
 * await app.register(stagedoorPlugin, { stagedoor });
 * const guards = createGuards(stagedoor);
 * app.post('/orders', { preHandler: guards.requireUser }, async (request) => {
 *   const principal = await guards.principal(request);
 *   return { customer: principal?.user.id };
 * });
 */
export function createGuards<const Fields extends ExtraFields>(stagedoor: Stagedoor<Fields>): Guards<Fields> {
  requireStagedoor('createGuards', stagedoor);
  const exchanges = new WeakMap<AnyRequest, Exchange>();
  const exchangeOf = (request: AnyRequest): Exchange => {
    const known =
      exchanges.get(request) ??
      new Exchange(toHttpRequest(request, stagedoor.logger), mountedContext(stagedoor), ANY);
    exchanges.set(request, known);
    return known;
  };
  const refusing = async (request: FastifyRequest, reply: FastifyReply, check: () => Promise<unknown>) => {
    try {
      await check();
    } catch (error) {
      const problem = problemOf(error) ?? passingProblem(error, request);
      if (problem === null) throw error;
      if (problem.code === 'permission-denied') {
        await noteDenial(exchangeOf(request), request.routeOptions.url ?? '');
      }
      await createRefuse(mountedContext(stagedoor), { pages: true })(problem, request, reply);
    }
  };
  // Not in the promise: of one that nobody waits for, the process would end.
  const orRefuse = (
    guard: string,
    { request, reply }: { request: FastifyRequest; reply: FastifyReply },
    check: () => Promise<unknown>,
  ): Promise<void> => {
    checkPreHandler(guard, request, reply);
    return refusing(request, reply, check);
  };
  // The columns are those that were declared, and the stores read no others.
  const typed = (principal: Principal | null) => principal as PrincipalOf<Fields> | null;
  const requireAsked =
    (guard: string, asked: Omit<Asked, 'csrf'>): Guard =>
    (request, reply) =>
      orRefuse(guard, { request, reply }, async () => {
        const exchange = exchangeOf(request);
        await admitted(exchange, { csrf: 'session', ...asked });
        if (!exchange.isKeyDue) return;
        await exchange.finish();
        addCookies(reply, exchange.cookies);
      });
  const requireRule = (guard: string, needs: AccessRule) => requireAsked(guard, { needs });
  return onlyKnown({
    async principal(request) {
      checkRequest('principal', request);
      return typed(await ifAdmitted(exchangeOf(request), { csrf: 'none' }));
    },
    async user(request) {
      checkRequest('user', request);
      const principal = typed(await ifAdmitted(exchangeOf(request), { csrf: 'session' }));
      return principal?.user ?? null;
    },
    requireUser: requireRule('requireUser', {}),
    requireStaff: requireRule('requireStaff', { staff: true }),
    requireSuperuser: requireRule('requireSuperuser', { superuser: true }),
    requireVerified: requireRule('requireVerified', { verified: true }),
    requireGroup: (group) => requireRule('requireGroup', checked('requireGroup', { group })),
    requirePermission: (permission) =>
      requireRule('requirePermission', checked('requirePermission', { permission })),
    requireRole: (role) => requireAsked('requireRole', { role: checkedRole(role) }),
    requireTest(test) {
      if (typeof test !== 'function')
        throw new RecordProblem('The guard requireTest', ['the test must be a function']);
      // The columns are those that were declared.
      return requireAsked('requireTest', { passes: (principal) => test(principal as PrincipalOf<Fields>) });
    },
    requireTicket(purpose) {
      const rules: AuthenticationRules = {
        credentials: 'any',
        servesStage: null,
        ticket: checkedPurpose(purpose),
      };
      return (request, reply) =>
        orRefuse('requireTicket', { request, reply }, async () => {
          const exchange = new Exchange(request, mountedContext(stagedoor), rules);
          exchanges.set(request, exchange);
          await admitted(exchange, { csrf: 'none' });
        });
    },
    requireCsrfToken: (request, reply) =>
      orRefuse('requireCsrfToken', { request, reply }, () => requireToken(exchangeOf(request))),
    async csrfToken(request, reply) {
      checkRequest('csrfToken', request);
      checkReply('csrfToken', reply);
      const { token, cookies } = await formTokenOf(
        exchangeOf(request),
        (rules) => new Exchange(request, mountedContext(stagedoor), rules),
      );
      addCookies(reply, cookies);
      return token;
    },
  });
}

/** A name with a slip in it would be undefined, and Fastify takes an undefined `preHandler` for none. */
function onlyKnown<Given extends object>(guards: Given): Given {
  return new Proxy(guards, {
    get(target, name, receiver): unknown {
      const isAsked = typeof name === 'string' && !(name in target) && !ASKED_OF_ANYTHING.has(name);
      if (isAsked) throw new RecordProblem('Guards', [`there is no ${name}`]);
      return Reflect.get(target, name, receiver);
    },
  });
}

/** @throws RecordProblem for a rule that asks nothing, such as the group of a name that was never set */
function checked(guard: string, rule: AccessRule): AccessRule {
  const problems = ruleProblems(rule);
  if (problems.length > 0) throw new RecordProblem(`The guard ${guard}`, problems);
  return rule;
}

function checkedRole(role: string | readonly string[]): string | readonly string[] {
  const problems = roleField.problems(role, 'the role');
  if (problems.length > 0) throw new RecordProblem('The guard requireRole', problems);
  return typeof role === 'string' ? role : [...role];
}

function checkedPurpose(purpose: string): string {
  const problems = ticketField.problems(purpose, 'the purpose');
  if (problems.length > 0) throw new RecordProblem('The guard requireTicket', problems);
  return purpose;
}

/** The application's own handler of faults would not know it, and call it a fault of the application's. */
function passingProblem(error: unknown, request: FastifyRequest): Problem | null {
  if (!isPassing(error)) return null;
  request.log.error({ err: error }, 'a guard could not ask');
  return problemOfFault(error);
}

type Asked = Pick<AdmissionRule, 'csrf' | 'needs' | 'role' | 'passes'>;

/** Whoever may go on, by the rules of our own routes. Throws as `admit` does. */
async function admitted(exchange: Exchange, asked: Asked): Promise<Principal> {
  const principal = await exchange.requirePrincipal();
  const { method } = exchange.request;
  await admit(exchange, { ...ANY_ROUTE, ...asked, method }, principal);
  return principal;
}

const ANY_ROUTE = { access: 'authenticated', issues: 'none', personalTokens: true } as const;

/** Throws as `requireOwnPage` does. */
async function requireToken(exchange: Exchange): Promise<void> {
  if (isSafe(exchange.request.method)) return;
  await requireOwnPage(exchange, { csrf: 'token', issues: 'none' });
}

/** Where anybody may come, credentials that are no good are as good as none. */
async function ifAdmitted(exchange: Exchange, asked: Asked): Promise<Principal | null> {
  try {
    return await admitted(exchange, asked);
  } catch (error) {
    if (problemOf(error) === null) throw error;
    return null;
  }
}
