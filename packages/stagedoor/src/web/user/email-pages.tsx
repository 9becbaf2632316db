import { AccountsError } from '../../core/errors.ts';
import type { Answer } from '../../http/answer.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Route } from '../../http/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { withRecentProof } from '../recent-proof.ts';
import {
  EmailBadLinkView,
  EmailChangeSentView,
  EmailChangeView,
  EmailConfirmView,
  EmailUndoneView,
  EmailUndoView,
} from './email-views.tsx';

const fields = { email: 'text' } as const;

const changeForm: FormPage<typeof fields> = {
  fields,
  draw: (exchange, form, status) =>
    answerPage(exchange, (page) => <EmailChangeView page={page} form={form} />, status),
  async act(exchange, { email }) {
    const principal = await exchange.requirePrincipal();
    await exchange.context.useCases.requestEmailChange({ principal, email, visitor: exchange.visitor });
    return await answerPage(exchange, (page) => <EmailChangeSentView page={page} email={email} />);
  },
};

async function showConfirm(exchange: Exchange, key: string): Promise<Answer> {
  const principal = await exchange.requirePrincipal();
  const live = await exchange.context.useCases.findLink({ purpose: 'email-change', key });
  if (live?.user.id !== principal.user.id) return await badLink(exchange);
  const newEmail = live.link.email;
  return await answerPage(exchange, (page) => (
    <EmailConfirmView page={page} confirmKey={key} newEmail={newEmail} />
  ));
}

async function confirm(exchange: Exchange, key: string): Promise<Answer> {
  const principal = await exchange.requirePrincipal();
  return await unlessBadLink(exchange, async () => {
    const grant = await exchange.context.useCases.confirmEmailChange({
      principal,
      key,
      visitor: exchange.visitor,
    });
    await exchange.startSession(grant);
    exchange.flash('success', exchange.translate('email.changed'));
    return goTo(exchange, paths.security);
  });
}

async function undo(exchange: Exchange, key: string): Promise<Answer> {
  return await unlessBadLink(exchange, async () => {
    await exchange.context.useCases.undoEmailChange({ key, visitor: exchange.visitor });
    exchange.forgetSession();
    return await answerPage(exchange, (page) => <EmailUndoneView page={page} />);
  });
}

async function unlessBadLink(exchange: Exchange, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-link')
      return await badLink(exchange);
    throw error;
  }
}

function badLink(exchange: Exchange): Promise<Answer> {
  return answerPage(exchange, (page) => <EmailBadLinkView page={page} />);
}

export const emailRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_email',
    at: [paths.email],
    access: 'authenticated',
    get: (exchange) => withRecentProof(exchange, () => answerEmptyForm(changeForm)(exchange)),
    post: answerForm(changeForm),
  }),
  ...pageRoutes({
    name: 'account_email_confirm',
    at: ['/accounts/email/confirm/:key/'],
    access: 'authenticated',
    issues: 'session',
    get: (exchange, { key = '' }) => showConfirm(exchange, key),
    post: (exchange, { key = '' }) => confirm(exchange, key),
  }),
  ...pageRoutes({
    name: 'account_email_undo',
    at: ['/accounts/email/undo/:key/'],
    access: 'anyone',
    get: (exchange, { key = '' }) =>
      answerPage(exchange, (page) => <EmailUndoView page={page} undoKey={key} />),
    post: (exchange, { key = '' }) => undo(exchange, key),
  }),
];
