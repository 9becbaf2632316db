import { AccountsError } from '../../core/kernel/errors.ts';
import { isUsablePassword } from '../../core/password/password-hasher.ts';
import { type Answer, redirect } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { emptyForm } from '../../ui/form-state.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { goToDone, onceDone } from '../done-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { safeNext } from '../next.ts';
import { pageRoutes } from '../page-route.ts';
import { paths, resetConfirmPath } from '../paths.ts';
import { withRecentProof } from '../recent-proof.ts';
import {
  PasswordChangeDoneView,
  PasswordChangeView,
  PasswordRenewView,
  PasswordResetBadLinkView,
  PasswordResetCompleteView,
  PasswordResetConfirmView,
  PasswordResetDoneView,
  PasswordResetView,
  PasswordSetView,
} from './views.tsx';

const newPasswords = { new_password1: 'secret', new_password2: 'secret' } as const;
const changeFields = { old_password: 'secret', ...newPasswords, next: 'text' } as const;
const resetFields = { email: 'text' } as const;

// In the place of the token, once the session holds the real one: the address bar and Referer show nothing.
const SET_PASSWORD = 'set-password';
const TOKEN_NAME = '_password_reset_token';

/** Django's own addresses lead on as `PasswordChangeView` does, to `password_change_done`. */
const djangoDone: Readonly<Record<string, string>> = {
  '/accounts/password_change/': '/accounts/password_change/done/',
  '/password_change/': '/password_change/done/',
};

const rulesOf = (exchange: Exchange) => exchange.context.accounts.passwordPolicy;

const changeForm: FormPage<typeof changeFields> = {
  fields: changeFields,
  async draw(exchange, form, status) {
    const next = safeNext(exchange);
    const { session } = await exchange.requirePrincipal();
    const View = (session?.pendingStage ?? null) === null ? PasswordChangeView : PasswordRenewView;
    return await answerPage(
      exchange,
      (page) => <View page={page} form={form} next={next} passwordRules={rulesOf(exchange)} />,
      status,
    );
  },
  async act(exchange, typed) {
    const principal = await exchange.requirePrincipal();
    const stored = await exchange.context.useCases.password.change({
      principal,
      oldPassword: typed.old_password,
      newPassword1: typed.new_password1,
      newPassword2: typed.new_password2,
      visitor: exchange.visitor,
    });
    await exchange.afterOwnPassword(stored);
    const next = safeNext(exchange);
    const done = djangoDone[pathOf(exchange)];
    // That page says it already.
    if (next === null && done !== undefined) return await goToDone(exchange, done);
    exchange.flash('success', exchange.translate('password_change.success'));
    const { logInRedirectUrl } = exchange.context.settings;
    const usual = (principal.session?.pendingStage ?? null) === null ? paths.profile : logInRedirectUrl;
    return goTo(exchange, next ?? usual);
  },
};

function pathOf({ request }: Exchange): string {
  return request.url.split('?', 1)[0] ?? '';
}

const setForm: FormPage<typeof newPasswords> = {
  fields: newPasswords,
  draw: (exchange, form, status) =>
    answerPage(
      exchange,
      (page) => <PasswordSetView page={page} form={form} passwordRules={rulesOf(exchange)} />,
      status,
    ),
  async act(exchange, typed) {
    const stored = await exchange.context.useCases.password.set({
      principal: await exchange.requirePrincipal(),
      newPassword1: typed.new_password1,
      newPassword2: typed.new_password2,
      visitor: exchange.visitor,
    });
    await exchange.afterOwnPassword(stored);
    exchange.flash('success', exchange.translate('password_set.success'));
    return goTo(exchange, paths.security);
  },
};

const requestForm: FormPage<typeof resetFields> = {
  fields: resetFields,
  draw: (exchange, form, status) =>
    answerPage(exchange, (page) => <PasswordResetView page={page} form={form} />, status),
  async act(exchange, { email }) {
    await exchange.context.useCases.password.requestReset({ email, visitor: exchange.visitor });
    return await goToDone(exchange, paths.passwordResetDone);
  },
};

const confirmForm: FormPage<typeof newPasswords> = {
  fields: newPasswords,
  draw: (exchange, form, status) => {
    const action = resetConfirmPath(uidOf(exchange), SET_PASSWORD);
    const passwordRules = rulesOf(exchange);
    return answerPage(
      exchange,
      (page) => (
        <PasswordResetConfirmView page={page} form={form} action={action} passwordRules={passwordRules} />
      ),
      status,
    );
  },
  async act(exchange, typed) {
    const session = await exchange.session();
    await exchange.context.useCases.password.reset({
      uid: uidOf(exchange),
      token: await tokenOf(exchange),
      newPassword1: typed.new_password1,
      newPassword2: typed.new_password2,
      visitor: exchange.visitor,
    });
    session.drop(TOKEN_NAME);
    return await goToDone(exchange, paths.resetDone);
  },
};

/** GET with a live token moves it into the session and hides it; with `set-password` it shows the form. */
async function showConfirm(exchange: Exchange, uid: string, token: string): Promise<Answer> {
  const live = await exchange.context.useCases.password.findResetLink({
    uid,
    token: await tokenOf(exchange),
  });
  if (live === null) return await badLink(exchange);
  if (token === SET_PASSWORD) return await confirmForm.draw(exchange, emptyForm, { status: 200 });
  (await exchange.session()).set(TOKEN_NAME, token);
  return redirect(resetConfirmPath(uid, SET_PASSWORD));
}

async function confirm(exchange: Exchange): Promise<Answer> {
  try {
    return await answerForm(confirmForm)(exchange);
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-link')
      return await badLink(exchange);
    throw error;
  }
}

/** The token of the address, or the one that the session keeps for it. */
async function tokenOf(exchange: Exchange): Promise<string> {
  const { token = '' } = exchange.request.params as { token?: string };
  if (token !== SET_PASSWORD) return token;
  const kept = (await exchange.session()).get(TOKEN_NAME);
  return typeof kept === 'string' ? kept : '';
}

function uidOf(exchange: Exchange): string {
  return (exchange.request.params as { uid?: string }).uid ?? '';
}

function badLink(exchange: Exchange): Promise<Answer> {
  return answerPage(exchange, (page) => <PasswordResetBadLinkView page={page} />);
}

/** An account without a password sets one; there is no old one to ask for. */
async function showChange(exchange: Exchange): Promise<Answer> {
  const { user } = await exchange.requirePrincipal();
  if (user.managedBy !== null) return leadBack(exchange);
  if (!isUsablePassword(user.passwordHash)) return redirect(paths.passwordSet);
  return await answerEmptyForm(changeForm)(exchange);
}

async function showSet(exchange: Exchange): Promise<Answer> {
  const { user } = await exchange.requirePrincipal();
  if (user.managedBy !== null) return leadBack(exchange);
  if (isUsablePassword(user.passwordHash)) return redirect(paths.passwordChange);
  return await withRecentProof(exchange, () => answerEmptyForm(setForm)(exchange));
}

/** A password that another system keeps is changed there. */
function leadBack(exchange: Exchange): Answer {
  exchange.flash('info', exchange.translate('security.password_elsewhere'));
  return redirect(paths.security);
}

export const passwordRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'password_change',
    at: [paths.passwordChange, '/accounts/password_change/', '/password_change/'],
    access: 'authenticated',
    servesStage: 'change-password',
    issues: 'session',
    get: showChange,
    post: answerForm(changeForm),
  }),
  ...pageRoutes({
    name: 'password_change_done',
    at: [paths.passwordChangeDone, '/accounts/password_change/done/', '/password_change/done/'],
    access: 'authenticated',
    get: onceDone((exchange) => answerPage(exchange, (page) => <PasswordChangeDoneView page={page} />)),
  }),
  ...pageRoutes({
    name: 'account_set_password',
    at: [paths.passwordSet],
    access: 'authenticated',
    servesStage: 'change-password',
    issues: 'session',
    get: showSet,
    post: answerForm(setForm),
  }),
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
    get: (exchange, { params: { uid = '', token = '' } }) => showConfirm(exchange, uid, token),
    post: confirm,
  }),
  ...pageRoutes({
    name: 'password_reset_complete',
    at: [paths.resetDone, '/reset/done/', '/password-reset-complete/'],
    access: 'anyone',
    get: onceDone((exchange) => answerPage(exchange, (page) => <PasswordResetCompleteView page={page} />)),
  }),
];
