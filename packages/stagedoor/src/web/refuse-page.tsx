import { type FeatureRefusal, isOfFeature } from '../core/kernel/errors.ts';
import type { Answer } from '../http/answer/answer.ts';
import { servesEntry, stagePageOf } from '../http/context/stage-addresses.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import type { ProblemOf } from '../http/refusal/refusal-row.ts';
import { headersOf, statusOf } from '../http/refusal/refusals.ts';
import { badRequestText } from '../http/refusal/request.ts';
import type { Problem } from '../http/request/problem.ts';
import { featureRefusalText } from '../texts/problem-text.ts';
import type { PageContext } from '../ui/page-context.ts';
import { answerPage, goTo } from './answer-page.ts';
import {
  BadRequestView,
  CsrfFailureView,
  ErrorView,
  errorStatus,
  FeatureRefusalView,
  OrganizationDeniedView,
  TooLargeView,
  UnverifiedView,
} from './error/views.tsx';
import { safeNext } from './next.ts';
import { paths, withNext } from './paths.ts';

/** How the HTML interface says no: it leads to where the visitor can do something about it, or shows what is the matter. */
export async function refusePage(problem: Problem, exchange: Exchange): Promise<Answer> {
  if (isOfFeature(problem)) return await featureRefusalPage(problem, exchange);
  switch (problem.code) {
    case 'not-authenticated':
      return goTo(exchange, withNext(exchange.context.settings.logInUrl, comeBack(exchange)));
    case 'flow-ended':
      return beginAgain(exchange);
    case 'reauthentication-required':
      return goTo(exchange, withNext(await provePath(exchange), comeBack(exchange)));
    case 'stage-required':
      return goToStage(problem, exchange);
    case 'already-authenticated':
    case 'stage-not-pending':
      return goTo(exchange, safeNext(exchange) ?? exchange.context.settings.logInRedirectUrl);
    case 'csrf-failed':
      return await answerPage(
        exchange,
        (page) => <CsrfFailureView page={page} backPath={comeBack(exchange) ?? paths.logIn} />,
        {
          status: statusOf(problem.code),
        },
      );
    case 'email-unverified':
      return await answerPage(exchange, (page) => <UnverifiedView page={page} emailPath={paths.email} />, {
        status: statusOf(problem.code),
      });
    case 'permission-denied':
      return await deniedPage(problem, exchange);
    case 'body-too-large':
      return await answerPage(
        exchange,
        (page) => <TooLargeView page={page} maxBytes={problem.maxBytes} backPath={comeBack(exchange)} />,
        { status: statusOf(problem.code) },
      );
    case 'bad-request':
      return await badRequestPage(problem, exchange);
    default:
      return await errorPage(problem, exchange);
  }
}

/** Who may do more in an organization is said by its owners, and not by the site's. */
async function deniedPage(problem: ProblemOf<'permission-denied'>, exchange: Exchange): Promise<Answer> {
  const [organizationPath] = /^\/accounts\/organizations\/\d+\//.exec(exchange.request.url) ?? [];
  if (organizationPath === undefined) return await errorPage(problem, exchange);
  const draw = (page: PageContext) => <OrganizationDeniedView {...{ page, organizationPath }} />;
  return await answerPage(exchange, draw, { status: statusOf(problem.code) });
}

/** Whoever shows a code at each log-in shows one here: the password alone would lead them back to this refusal. */
async function provePath(exchange: Exchange): Promise<string> {
  const principal = await exchange.requirePrincipal();
  const isLacking = await exchange.context.useCases.secondFactor.lacksProof({ principal });
  return isLacking ? paths.secondFactorProve : paths.reauthenticate;
}

/** Of a log-in that is over nothing stays in the browser but what is said of it once. */
function beginAgain(exchange: Exchange): Answer {
  exchange.flow.forget();
  exchange.flash('warning', exchange.translate('flow-ended'));
  exchange.keepFlashes();
  return goTo(exchange, withNext(exchange.context.settings.logInUrl, comeBack(exchange)));
}

/** A log-in on its way leads where it was to lead; whoever is in a session that waits comes back to what they asked for. */
function goToStage({ stage, flow }: ProblemOf<'stage-required'>, exchange: Exchange): Answer {
  if (flow !== undefined) exchange.flow.remember(flow);
  const page = stagePageOf(exchange.context.stages, stage);
  return goTo(exchange, withNext(page, flow === undefined ? comeBack(exchange) : safeNext(exchange)));
}

/** What a feature refused, in its own words. */
async function featureRefusalPage(problem: FeatureRefusal, exchange: Exchange): Promise<Answer> {
  const { status } = problem;
  const text = featureRefusalText(exchange.translate, problem);
  const draw = (page: PageContext) => <FeatureRefusalView page={page} status={status} text={text} />;
  return await answerPage(exchange, draw, { status });
}

/** Where there are two log-ins at once, the way out is a log-out. */
async function badRequestPage(problem: ProblemOf<'bad-request'>, exchange: Exchange): Promise<Answer> {
  const text = badRequestText(problem, exchange.translate);
  const leavePath = problem.reason === 'cookies-twice' ? paths.logOut : null;
  const draw = (page: PageContext) => <BadRequestView page={page} text={text} leavePath={leavePath} />;
  return await answerPage(exchange, draw, { status: statusOf(problem.code) });
}

async function errorPage(problem: Exclude<Problem, FeatureRefusal>, exchange: Exchange): Promise<Answer> {
  const status = statusOf(problem.code);
  const retryAfterSeconds = 'retryAfterSeconds' in problem ? problem.retryAfterSeconds : null;
  const reference = problem.code === 'server-error' ? (exchange.request.id ?? null) : null;
  return await answerPage(
    exchange,
    (page) => (
      <ErrorView
        page={page}
        status={errorStatus(status)}
        retryAfterSeconds={retryAfterSeconds}
        reference={reference}
      />
    ),
    { status, headers: headersOf(problem) },
  );
}

// Addresses that only act: the page that holds their button is the one to come back to.
const PAGE_OF_ACTION: readonly (readonly [RegExp, string])[] = [
  [/^\/accounts\/sessions\//, paths.sessions],
  [/^\/accounts\/email\/\d+\//, paths.email],
  [/^\/accounts\/tokens\/[^/]+\/end\//, paths.tokens],
  [
    /^\/accounts\/organizations\/(?:none|\d+\/(?:switch|invitations|members\/\d+\/roles|teams\/\d+\/members))\//,
    paths.organizations,
  ],
  [/^\/accounts\/data\//, paths.data],
];

/** The page to return to once the visitor did what was asked; what a form was to lead to stays in its address. */
function comeBack(exchange: Exchange): string | null {
  const { method, url } = exchange.request;
  // A log-in that is over begins anew, and then nobody has business at its stage.
  if (servesEntry(exchange.context.stages, url.split('?', 1)[0] ?? '')) return safeNext(exchange);
  if (method === 'GET') return url;
  const next = safeNext(exchange);
  // Their form stands on every page, and comes back to it.
  if (url.startsWith(paths.language)) return next ?? '/';
  const page = PAGE_OF_ACTION.find(([pattern]) => pattern.test(url))?.[1];
  return page ?? withNext(url.split('?', 1)[0] ?? '', next);
}
