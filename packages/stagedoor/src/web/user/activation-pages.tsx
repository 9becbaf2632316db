import { AccountsError } from '../../core/errors.ts';
import type { Answer } from '../../http/answer.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Route } from '../../http/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import {
  ActivationBadLinkView,
  ActivationDoneView,
  ActivationResendView,
  ActivationSentView,
  ActivationView,
} from './activation-views.tsx';

const fields = { email: 'text' } as const;

const resendForm: FormPage<typeof fields> = {
  fields,
  draw: (exchange, form, status) =>
    answerPage(exchange, (page) => <ActivationResendView page={page} form={form} />, status),
  async act(exchange, { email }) {
    const principal = await exchange.principal();
    await exchange.context.useCases.sendActivation({ principal, email, visitor: exchange.visitor });
    return goTo(exchange, paths.activationSent);
  },
};

/** Looking at the link never uses it up: mail scanners look too. */
async function showLink(exchange: Exchange, key: string): Promise<Answer> {
  const live = await exchange.context.useCases.findLink({ purpose: 'activation', key });
  if (live === null) return await badLink(exchange);
  return await answerPage(exchange, (page) => <ActivationView page={page} activationKey={key} />);
}

async function useLink(exchange: Exchange, key: string): Promise<Answer> {
  try {
    await exchange.context.useCases.confirmActivation({ key, visitor: exchange.visitor });
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-link')
      return await badLink(exchange);
    throw error;
  }
  return goTo(exchange, paths.activationDone);
}

function badLink(exchange: Exchange): Promise<Answer> {
  return answerPage(exchange, (page) => <ActivationBadLinkView page={page} />);
}

export const activationRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_email_verification_sent',
    at: [paths.activation],
    access: 'anyone',
    get: answerEmptyForm(resendForm),
    post: answerForm(resendForm),
  }),
  ...pageRoutes({
    name: 'account_activation_sent',
    at: [paths.activationSent],
    access: 'anyone',
    get: (exchange) => answerPage(exchange, (page) => <ActivationSentView page={page} />),
  }),
  ...pageRoutes({
    name: 'account_activation_done',
    at: [paths.activationDone],
    access: 'anyone',
    get: (exchange) => answerPage(exchange, (page) => <ActivationDoneView page={page} />),
  }),
  ...pageRoutes({
    name: 'account_confirm_email',
    at: ['/accounts/activation/:key/'],
    access: 'anyone',
    get: (exchange, { key = '' }) => showLink(exchange, key),
    post: (exchange, { key = '' }) => useLink(exchange, key),
  }),
];
