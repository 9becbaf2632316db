import type { Answer } from '../http/answer/answer.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import type { Access, Route } from '../http/route/route.ts';
import { defineRoute } from '../http/route/route.ts';
import { answerInMemberLanguage } from './member-language.ts';
import { checkPage, type PageInput, type PageRecord } from './page-record.ts';

/**
 * The routes of a page under all its addresses.
 *
 * @throws RecordProblem naming the page and each field that is missing, unknown or holds what it may not
 */
export function pageRoutes<Who extends Access>(record: PageRecord<Who>): Route[] {
  checkPage(record);
  return record.at.flatMap((path, index) => {
    const name = index === 0 ? record.name : `${record.name}:${index}`;
    return [...getRoute(record, { path, name }), ...postRoute(record, { path, name })];
  });
}

function getRoute<Who extends Access>(
  { get, ...page }: PageRecord<Who>,
  { path, name }: { path: string; name: string },
): Route[] {
  if (!get) return [];
  const handler = inMemberLanguage(get);
  return [
    defineRoute({ name, method: 'GET', path, issues: 'none', ...whoMayCome(page), csrf: 'none', handler }),
  ];
}

function postRoute<Who extends Access>(
  { issues = 'none', post, ...page }: PageRecord<Who>,
  { path, name }: { path: string; name: string },
): Route[] {
  if (!post) return [];
  const handler = inMemberLanguage(post);
  return [
    defineRoute({
      name: `${name}:post`,
      method: 'POST',
      path,
      issues,
      ...whoMayCome(page),
      csrf: 'token',
      handler,
    }),
  ];
}

type WhoMayCome<Who extends Access> = Pick<
  PageRecord<Who>,
  'access' | 'needs' | 'role' | 'passes' | 'servesStage' | 'logsOut'
>;

/** The same of GET and POST. What is left out stays out: a route takes no `undefined` for a rule. */
function whoMayCome<Who extends Access>(page: WhoMayCome<Who>): WhoMayCome<Who> {
  const { access, needs, role, passes, servesStage, logsOut } = page;
  return {
    access,
    ...(needs === undefined ? {} : { needs }),
    ...(role === undefined ? {} : { role }),
    ...(passes === undefined ? {} : { passes }),
    ...(servesStage === undefined ? {} : { servesStage }),
    ...(logsOut === undefined ? {} : { logsOut }),
  };
}

function inMemberLanguage<Who extends Access>(answer: NonNullable<PageRecord<Who>['get']>) {
  return async (exchange: Exchange, { principal }: Pick<PageInput<Who>, 'principal'>): Promise<Answer> => {
    answerInMemberLanguage(exchange, principal);
    return await answer(exchange, { principal, params: paramsOf(exchange) });
  };
}

function paramsOf(exchange: Exchange): Readonly<Record<string, string>> {
  return exchange.request.params as Record<string, string>;
}

/** The query's first value of a name, or null. */
export function queryValue(exchange: Exchange, name: string): string | null {
  const value = (exchange.request.query as Record<string, unknown>)[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && !first.includes('\0') ? first : null;
}
