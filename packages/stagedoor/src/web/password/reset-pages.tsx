import { AccountsError } from '../../core/kernel/errors.ts';
import { type Answer, redirect } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { emptyForm } from '../../ui/form-state.ts';
import { answerPage } from '../answer-page.ts';
import { goToDone, onceDone } from '../done-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { newPasswordFields } from '../new-password-fields.ts';
import type { PageInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths, resetConfirmPath } from '../paths.ts';
import {
  PasswordResetBadLinkView,
  PasswordResetCompleteView,
  PasswordResetConfirmView,
  PasswordResetDoneView,
  PasswordResetView,
} from './reset-views.tsx';

const resetFields = { email: 'text' } as const;

// In the place of the token, once the session holds the real one: the address bar and Referer show nothing.
const SET_PASSWORD = 'set-password';
const TOKEN_NAME = '_password_reset_token';

const requestForm: FormPage<typeof resetFields> = {
  fields: resetFields,
  draw: (exchange, form, status) =>
    answerPage(exchange, (page) => <PasswordResetView page={page} form={form} />, status),
  async act(exchange, { email }) {
    await exchange.context.useCases.password.requestReset({ email, visitor: exchange.visitor });
    return await goToDone(exchange, paths.passwordResetDone);
  },
};

const confirmForm: FormPage<typeof newPasswordFields> = {
  fields: newPasswordFields,
  draw: (exchange, form, input) => {
    const action = resetConfirmPath(input.params.uid ?? '', SET_PASSWORD);
    const { passwordPolicy } = exchange.context.accounts;
    return answerPage(
      exchange,
      (page) => (
        <PasswordResetConfirmView page={page} form={form} action={action} passwordRules={passwordPolicy} />
      ),
      input,
    );
  },
  async act(exchange, typed, { params }) {
    const session = await exchange.session();
    await exchange.context.useCases.password.reset({
      uid: params.uid ?? '',
      token: await tokenOf(exchange, params),
      newPassword1: typed.new_password1,
      newPassword2: typed.new_password2,
      visitor: exchange.visitor,
    });
    session.drop(TOKEN_NAME);
    return await goToDone(exchange, paths.resetDone);
  },
};

/** GET with a live token moves it into the session and hides it; with `set-password` it shows the form. */
async function showConfirm(exchange: Exchange, input: PageInput): Promise<Answer> {
  const { uid = '', token = '' } = input.params;
  const live = await exchange.context.useCases.password.findResetLink({
    uid,
    token: await tokenOf(exchange, input.params),
  });
  if (live === null) return await badLink(exchange);
  if (token === SET_PASSWORD) return await confirmForm.draw(exchange, emptyForm, { ...input, status: 200 });
  (await exchange.session()).set(TOKEN_NAME, token);
  return redirect(resetConfirmPath(uid, SET_PASSWORD));
}

const actOnConfirm = answerForm(confirmForm);

async function confirm(exchange: Exchange, input: PageInput): Promise<Answer> {
  try {
    return await actOnConfirm(exchange, input);
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-link')
      return await badLink(exchange);
    throw error;
  }
}

/** The token of the address, or the one that the session keeps for it. */
async function tokenOf(exchange: Exchange, { token = '' }: PageInput['params']): Promise<string> {
  if (token !== SET_PASSWORD) return token;
  const kept = (await exchange.session()).get(TOKEN_NAME);
  return typeof kept === 'string' ? kept : '';
}

function badLink(exchange: Exchange): Promise<Answer> {
  return answerPage(exchange, (page) => <PasswordResetBadLinkView page={page} />);
}

/** A forgotten password: an e-mail, and the page that its link opens. */
export const passwordResetRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'password_reset',
    at: [paths.passwordReset, '/accounts/password_reset/', '/password_reset/', '/password-reset/'],
    access: 'anyone',
    get: answerEmptyForm(requestForm),
    post: answerForm(requestForm),
  }),
  ...pageRoutes({
    name: 'password_reset_done',
    at: [
      paths.passwordResetDone,
      '/accounts/password_reset/done/',
      '/password_reset/done/',
      '/password-reset/done/',
    ],
    access: 'anyone',
    get: onceDone((exchange) => answerPage(exchange, (page) => <PasswordResetDoneView page={page} />)),
  }),
  ...pageRoutes({
    name: 'password_reset_confirm',
    at: ['/accounts/reset/:uid/:token/', '/reset/:uid/:token/', '/password-reset-confirm/:uid/:token/'],
    access: 'anyone',
    get: showConfirm,
    post: confirm,
  }),
  ...pageRoutes({
    name: 'password_reset_complete',
    at: [paths.resetDone, '/reset/done/', '/password-reset-complete/'],
    access: 'anyone',
    get: onceDone((exchange) => answerPage(exchange, (page) => <PasswordResetCompleteView page={page} />)),
  }),
];
