import { STATUS_CODES } from 'node:http';
import type { AnswerHeaders, JsonAnswer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { HttpInterface, Shown } from '../../http/route/http-interface.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage } from '../answer-page.ts';
import { AnswerView } from './views.tsx';

export interface BrowsedApi {
  readonly routes: readonly Route[];
  /** Where the API is described, if it is. */
  readonly docsHref: string | null;
}

/** Shows what the addresses of an API answer, on pages that lead from one to another. Status and headers stay. */
export function createAnswerPages({ routes, docsHref }: BrowsedApi): NonNullable<HttpInterface['show']> {
  const opened = routes.filter(
    ({ method, fixedBody, ticket }) => method === 'GET' && fixedBody !== true && ticket === undefined,
  );
  const paths = new Set(opened.map(({ path }) => path));
  const addresses = [...paths].filter((path) => path.startsWith('/api/') && !path.includes(':')).sort();
  return (shown, exchange) => {
    const { answer, routes: here } = shown;
    const { pathname, searchParams } = new URL(exchange.request.url, exchange.context.settings.publicOrigin);
    searchParams.set('format', 'json');
    const kept = withoutType(answer.headers);
    return answerPage(
      exchange,
      (page) => (
        <AnswerView
          page={page}
          path={pathname}
          status={answer.status}
          phrase={STATUS_CODES[answer.status] ?? ''}
          headers={headersOf(shown, exchange)}
          body={{ value: bodyOf(answer), hrefOf: hrefOf(shown.route, paths, pathname) }}
          methods={here.map(({ method, summary = '' }) => ({ method, summary }))}
          jsonHref={`${pathname}?${searchParams}`}
          docsHref={docsHref}
          addresses={addresses}
        />
      ),
      { status: answer.status, headers: { ...kept, allow: shown.allow } },
    );
  };
}

function bodyOf(answer: JsonAnswer): unknown {
  return answer.kind === 'json' ? answer.body : JSON.parse(answer.text);
}

function withoutType({ 'content-type': _, ...headers }: AnswerHeaders = {}): AnswerHeaders {
  return headers;
}

/** What a program would see of them: those that are about the answer, not those that guard the browser. */
function headersOf({ answer, allow }: Shown, { context, variesBy }: Exchange): (readonly [string, string])[] {
  const told = {
    allow,
    'content-type': 'application/json',
    vary: context.headers.json[variesBy].vary ?? '',
    ...answer.headers,
  };
  return Object.entries(told).map(([name, value]) => [titleOf(name), value] as const);
}

/** `refusal-code` is written Refusal-Code. */
function titleOf(name: string): string {
  return name.replaceAll(/(?:^|-)\w/g, (start) => start.toUpperCase()).replace('Www', 'WWW');
}

/** Where one of a list is, if it has an address below the list's. */
function hrefOf(
  { path }: Route,
  paths: ReadonlySet<string>,
  pathname: string,
): ((id: number) => string) | undefined {
  if (!paths.has(`${path}:id/`)) return undefined;
  return (id) => `${pathname.replace(/\/?$/, '/')}${id}/`;
}
