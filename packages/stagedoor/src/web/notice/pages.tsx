import type { NoticesOfLink } from '../../core/account/notice/find-notices.ts';
import { AccountsError } from '../../core/kernel/errors.ts';
import { labelOf } from '../../core/user/extra-field.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { defineRoute, type Route } from '../../http/route/route.ts';
import { answerPage } from '../answer-page.ts';
import type { PageInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { NoticesBadLinkView, NoticesStoppedView, StopNoticesView } from './views.tsx';

const AT = '/accounts/notices/:key/';

/** Looking stops nothing: mail scanners look too. */
async function showNotices(exchange: Exchange, { params: { key = '' } }: PageInput): Promise<Answer> {
  const found = await exchange.context.useCases.notice.find({ key });
  if (found === null) return await badLink(exchange);
  if (!found.areWanted) return await stopped(exchange, found);
  const named = namesOf(exchange, found);
  return await answerPage(exchange, (page) => <StopNoticesView {...{ page, ...named, noticeKey: key }} />);
}

/**
 * What a mail program posts by one click, and the button of the page. It comes without cookies, and the answer is no redirect
 * (RFC 8058 sections 3.1 and 3.2): the signed key alone says what is stopped.
 */
async function stopNotices(exchange: Exchange): Promise<Answer> {
  const { key = '' } = exchange.request.params as Record<string, string>;
  try {
    const { visitor } = exchange;
    return await stopped(exchange, await exchange.context.useCases.notice.stop({ key, visitor }));
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-link')
      return await badLink(exchange);
    throw error;
  }
}

async function stopped(exchange: Exchange, found: NoticesOfLink): Promise<Answer> {
  const named = namesOf(exchange, found);
  return await answerPage(exchange, (page) => <NoticesStoppedView {...{ page, ...named }} />);
}

async function badLink(exchange: Exchange): Promise<Answer> {
  return await answerPage(exchange, (page) => <NoticesBadLinkView page={page} />, {
    status: 404,
    headers: { 'refusal-code': 'invalid-link' },
  });
}

/** Who has the link reads the mailbox, so the address tells them nothing. */
function namesOf({ context, language }: Exchange, { field, user }: NoticesOfLink) {
  const label = labelOf(field, context.accounts.extraFields[field] ?? {}, language);
  return { label, account: user.email };
}

export const noticeRoutes: readonly Route[] = [
  ...pageRoutes({ name: 'account_stop_notices', at: [AT], access: 'anyone', get: showNotices }),
  defineRoute({
    name: 'account_stop_notices:post',
    method: 'POST',
    path: AT,
    issues: 'none',
    access: 'anyone',
    credentials: 'none',
    csrf: 'exempt',
    handler: stopNotices,
  }),
];
