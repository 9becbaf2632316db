import type { AccessRule } from '../../core/access/access-rule.ts';
import { AccountsError } from '../../core/kernel/errors.ts';
import type { Action, AskerPolicy } from '../../core/policy/policy.ts';
import type { Principal } from '../../core/session/session.ts';
import type { HttpContext } from '../context/http-context.ts';
import { isTaken } from '../credential/credentials.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { guardAgainstCsrf } from './csrf-guard.ts';
import { type PassesTest, requirePassed } from './passes-test.ts';
import type { Access, CsrfCheck, Issues } from './route.ts';

/** What is asked of whoever comes: by a route or page of ours, by a guard of somebody else's route, by a socket. */
export interface AdmissionRule {
  /** What is asked is as safe as this; a socket, through which anything may be asked, is as unsafe as POST. */
  readonly method: string;
  readonly access: Access;
  readonly needs?: AccessRule;
  /** What else is asked of them, or of whoever comes where anyone may. */
  readonly policy?: AskerPolicy;
  readonly role?: string | readonly string[];
  readonly passes?: PassesTest;
  /** Refuses, before anything of the body is read, whoever may do nothing here whatever they send. */
  readonly beforeBody?: (exchange: Exchange) => Promise<unknown>;
  readonly csrf: CsrfCheck;
  readonly issues: Issues;
  /** Personal access tokens, as far as their scope goes, and Basic authentication are good here. */
  readonly personalTokens?: true;
}

/**
 * Lets those go on who may. Everything that asks for somebody passes here, in this order: logged in, within the scope of what
 * they came with, not sent by another site, with the rights that are needed. It is REST framework's: what is wrong with the
 * credentials is told before what its owner may not.
 *
 * @param principal Whom `exchange.principal()` found.
 * @throws AccountsError `not-authenticated`, `stage-required`, `permission-denied`, `email-unverified`,
 *   `already-authenticated`; RequestProblem `csrf-failed`, and why what was sent logs nobody in
 */
export async function admit(
  exchange: Exchange,
  rule: AdmissionRule,
  principal: Principal | null,
): Promise<void> {
  if (rule.access === 'authenticated' && principal === null) throw exchange.notSignedIn();
  requireScope(rule, principal);
  if (rule.beforeBody !== undefined) await rule.beforeBody(exchange);
  if (rule.csrf !== 'none' && !isSafe(rule.method)) await requireOwnPage(exchange, rule);
  await requireRights(exchange, rule, principal);
  if (rule.access === 'anonymous' && principal !== null) {
    throw new AccountsError({ code: 'already-authenticated' });
  }
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether a method changes nothing (RFC 9110, section 9.2.1). */
export function isSafe(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * What nobody may do whoever they are: go where what they came by has no business, which its own record says (`http/credential`), or
 * leave the scope of it. A ticket goes no further than what made it.
 *
 * @throws AccountsError `permission-denied`
 */
export function requireScope(rule: AdmissionRule, principal: Principal | null): void {
  // A browser's own session has neither rule nor scope: by far the most requests need no look-up.
  if (principal === null || principal.credentialKind === 'cookie') return;
  const { credentialKind, session } = principal;
  const scope = session?.scope ?? null;
  const mayAsk = scope === null || scope.methods === 'write' || isSafe(rule.method);
  const isOfOther = session !== null && session.kind !== credentialKind;
  const takes = isTaken(credentialKind, rule) && (!isOfOther || isTaken(session.kind, rule));
  if (!takes || !mayAsk) throw new AccountsError({ code: 'permission-denied' });
}

/**
 * Lets those go on who are what is asked beside being logged in.
 *
 * @throws AccountsError `permission-denied`, `email-unverified`, what the policy says; `not-authenticated` for a visitor whom it does not let
 */
export async function requireRights(
  exchange: Exchange,
  rule: AdmissionRule,
  principal: Principal | null,
): Promise<void> {
  if (rule.needs !== undefined || rule.role !== undefined || rule.passes !== undefined)
    await requireNeeds(rule, principal, exchange.context);
  if (rule.policy !== undefined) await requireRoutePolicy(exchange, rule.policy, { rule, principal });
}

async function requireNeeds(
  { needs: rule, role, passes }: Pick<AdmissionRule, 'needs' | 'role' | 'passes'>,
  principal: Principal | null,
  { useCases }: Pick<HttpContext, 'useCases'>,
): Promise<void> {
  if (principal === null) throw new AccountsError({ code: 'permission-denied' });
  if (rule !== undefined) await useCases.access.requireAllowed({ principal, rule });
  if (role !== undefined && !(await useCases.role.has({ principal, role })))
    throw new AccountsError({ code: 'permission-denied' });
  if (passes !== undefined) await requirePassed(passes, principal);
}

/**
 * The action that a method asks for, as REST framework's permission classes read it. What changes nothing looks; a method of somebody else's
 * route that is none of these is an action of its own name, which no ready policy lets do anything.
 */
export function actionOf(method: string): Action {
  return isSafe(method) ? 'view' : (actions.get(method) ?? method.toLowerCase());
}

const actions: ReadonlyMap<string, Action> = new Map([
  ['POST', 'add'],
  ['PUT', 'change'],
  ['PATCH', 'change'],
  ['DELETE', 'delete'],
]);

/** @throws AccountsError as `policy.require` does; whoever is not logged in is challenged as everywhere */
async function requireRoutePolicy(
  exchange: Exchange,
  policy: AskerPolicy,
  { rule, principal }: { readonly rule: AdmissionRule; readonly principal: Principal | null },
): Promise<void> {
  const question = { policy, principal, action: actionOf(rule.method) };
  if (principal !== null) await exchange.context.useCases.policy.require(question);
  else if (!(await exchange.context.useCases.policy.allows(question))) throw exchange.notSignedIn();
}

/**
 * Refuses what another site sends in somebody's name. Asked of unsafe methods alone.
 *
 * @throws RequestProblem `csrf-failed`, and what is wrong with a body
 */
export async function requireOwnPage(
  exchange: Exchange,
  { csrf, issues }: Pick<AdmissionRule, 'csrf' | 'issues'>,
): Promise<void> {
  await exchange.readBody();
  await guardAgainstCsrf(exchange, csrf);
  // Data in the cookie is only known as long as its session lives, and log-in ends that one. Whoever has a header goes without.
  const carriesData = issues === 'session' && exchange.credentialSource !== 'header';
  if (carriesData && exchange.context.sessionEngine === 'signed-cookies') await exchange.session();
}
