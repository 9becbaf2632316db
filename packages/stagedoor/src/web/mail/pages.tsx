import { AccountsError } from '../../core/kernel/errors.ts';
import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { CaughtMailPage, CaughtMailsView, type CaughtMailView } from './views.tsx';

/** What the development pages need of the mail catcher. */
export interface CaughtMails {
  /** Newest first. */
  list(): Promise<readonly (CaughtMailView & { readonly html: string })[]>;
  read(id: string): Promise<(CaughtMailView & { readonly html: string }) | null>;
  clear(): Promise<void>;
}

/**
 * `/dev/mail/` and `/dev/mail.json`: what the site would have sent, in development only. An e-mail's HTML is shown in a
 * sandboxed frame under a policy of its own. They hold everybody's live links, so only who sits at this machine sees them; to others
 * they are not there.
 */
export function mailCatcherRoutes(mails: CaughtMails): readonly Route[] {
  const find = async (id: string) => {
    const mail = await mails.read(id);
    if (mail === null) throw new AccountsError({ code: 'not-found' });
    return mail;
  };
  const showOne = async (exchange: Exchange, id: string): Promise<Answer> => {
    requireLocal(exchange);
    const mail = await find(id);
    return await answerPage(exchange, (page) => <CaughtMailPage page={page} mail={mail} />);
  };
  return [
    ...pageRoutes({
      name: 'dev_mail',
      at: [paths.mailCatcher],
      access: 'anyone',
      async get(exchange) {
        requireLocal(exchange);
        const all = await mails.list();
        return await answerPage(exchange, (page) => <CaughtMailsView page={page} mails={all} />);
      },
    }),
    ...pageRoutes({
      name: 'dev_mail_clear',
      at: [paths.clearMailCatcher],
      access: 'anyone',
      async post(exchange) {
        requireLocal(exchange);
        await mails.clear();
        exchange.flash('success', exchange.translate('dev_mail.cleared'));
        return goTo(exchange, paths.mailCatcher);
      },
    }),
    ...pageRoutes({
      name: 'dev_mail_json',
      at: ['/dev/mail.json'],
      access: 'anyone',
      async get(exchange) {
        requireLocal(exchange);
        return json(await mails.list());
      },
    }),
    ...pageRoutes({
      name: 'dev_mail_one',
      at: ['/dev/mail/:id/'],
      access: 'anyone',
      get: (exchange, { params: { id = '' } }) => showOne(exchange, id),
    }),
    ...pageRoutes({
      name: 'dev_mail_html',
      at: ['/dev/mail/:id/html/'],
      access: 'anyone',
      async get(exchange, { params: { id = '' } }) {
        requireLocal(exchange);
        return mailAlone((await find(id)).html);
      },
    }),
  ];
}

function requireLocal({ context, request }: Exchange): void {
  if (!context.connection.isLocal(request.raw)) throw new AccountsError({ code: 'not-found' });
}

/** An e-mail may carry inline style, and nothing else: no script, no loads, no forms, no other frame around it. */
function mailAlone(html: string): Answer {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";
  const headers = { 'content-security-policy': policy, 'x-frame-options': 'SAMEORIGIN' };
  return { kind: 'page', status: 200, html, headers };
}
