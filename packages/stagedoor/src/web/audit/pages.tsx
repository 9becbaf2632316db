import { passwordPlace } from '../../core/user/password-place.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage } from '../answer-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes, queryValue } from '../page-route.ts';
import { paths } from '../paths.ts';
import { SecurityView } from './views.tsx';

const EVENTS_A_PAGE = 20;

async function showSecurity(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  const { user } = principal;
  const before = Number(queryValue(exchange, 'before'));
  const { useCases } = exchange.context;
  const [secondFactors, found] = await Promise.all([
    useCases.secondFactor.list({ userId: user.id }),
    useCases.activity.listSecurityEvents({
      principal,
      limit: EVENTS_A_PAGE + 1,
      ...(Number.isSafeInteger(before) && before > 0 ? { beforeId: before } : {}),
    }),
  ]);
  const events = found.slice(0, EVENTS_A_PAGE);
  const oldest = events.at(-1);
  const hasOlder = found.length > EVENTS_A_PAGE && oldest !== undefined;
  return await answerPage(exchange, (page) => (
    <SecurityView
      page={page}
      isEmailVerified={user.isEmailVerified}
      password={passwordPlace(user)}
      secondFactors={secondFactors}
      events={events}
      olderEventsHref={hasOlder ? `${paths.security}?before=${oldest.id}` : null}
    />
  ));
}

export const auditRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_security',
    at: [paths.security],
    access: 'authenticated',
    get: showSecurity,
  }),
];
