import { AccountsError, fieldRefusal, type RefusalCode } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import type { FormState } from '../../ui/form-state.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { goToDone, onceDone } from '../done-page.ts';
import { answerEmptyForm, answerForm, type FormInput, type FormPage } from '../form-page.ts';
import { newPasswordFields } from '../new-password-fields.ts';
import type { PageInput } from '../page-record.ts';
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
  async draw(exchange, form, input) {
    // Whoever has no address yet adds one there.
    if (input.principal?.user.email === '') return goTo(exchange, paths.email);
    return await answerPage(exchange, (page) => <ActivationResendView page={page} form={form} />, input);
  },
  async act(exchange, { email }, { principal }) {
    await exchange.context.useCases.activation.send({ principal, email, visitor: exchange.visitor });
    return await goToDone(exchange, paths.activationSent);
  },
};

const activationForm: FormPage<typeof newPasswordFields> = {
  fields: newPasswordFields,
  draw: showLink,
  async act(exchange, typed, { principal, params: { key = '' } }) {
    const { visitor } = exchange;
    const { new_password1: newPassword1, new_password2: newPassword2 } = typed;
    const isTyped = newPassword1 !== '' || newPassword2 !== '';
    const link = { key, principal };
    const newPassword = isTyped ? { newPassword: { newPassword1, newPassword2 } } : {};
    try {
      await exchange.context.useCases.activation.confirm({ ...link, ...newPassword, visitor });
    } catch (error) {
      if (!isRefusal(error, 'new-password-required')) throw error;
      throw fieldRefusal('new_password1', 'blank');
    }
    return await goToDone(exchange, paths.activationDone);
  },
};

/** Looking at the link never uses it up: mail scanners look too. */
async function showLink(exchange: Exchange, form: FormState, input: FormInput): Promise<Answer> {
  // Whoever tries keys at leisure is not told which of them is good.
  if (input.status === 429) throw new AccountsError({ code: 'throttled', retryAfterSeconds: waitIn(input) });
  const { principal, params } = input;
  const { key: activationKey = '' } = params;
  const found = await exchange.context.useCases.activation.find({ key: activationKey, principal });
  if (found === null) return await badLink(exchange);
  const { username, email } = found.user;
  const account = { username, email };
  const rules = exchange.context.accounts.passwordPolicy;
  const newPassword = found.passwordReason && { reason: found.passwordReason, rules };
  return await answerPage(
    exchange,
    (page) => <ActivationView {...{ page, form, activationKey, account, newPassword }} />,
    input,
  );
}

const actOnLink = answerForm(activationForm);

async function useLink(exchange: Exchange, input: PageInput): Promise<Answer> {
  try {
    return await actOnLink(exchange, input);
  } catch (error) {
    if (isRefusal(error, 'invalid-link')) return await badLink(exchange);
    throw error;
  }
}

function isRefusal(error: unknown, code: RefusalCode): boolean {
  return error instanceof AccountsError && error.refusal.code === code;
}

function waitIn({ headers }: FormInput): number {
  return Number(headers?.['retry-after'] ?? 1);
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
    get: onceDone((exchange) => answerPage(exchange, (page) => <ActivationSentView page={page} />)),
  }),
  ...pageRoutes({
    name: 'account_activation_done',
    at: [paths.activationDone],
    access: 'anyone',
    get: onceDone((exchange) => answerPage(exchange, (page) => <ActivationDoneView page={page} />)),
  }),
  ...pageRoutes({
    name: 'account_confirm_email',
    at: ['/accounts/activation/:key/'],
    access: 'anyone',
    get: answerEmptyForm(activationForm),
    post: useLink,
  }),
];
