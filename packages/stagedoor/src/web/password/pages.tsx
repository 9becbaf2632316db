import { isUsablePassword } from '../../core/password/password-hasher.ts';
import { type Answer, redirect } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { goToDone, onceDone } from '../done-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { newPasswordFields } from '../new-password-fields.ts';
import { safeNext } from '../next.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { withRecentProof } from '../recent-proof.ts';
import { PasswordChangeDoneView, PasswordChangeView, PasswordRenewView, PasswordSetView } from './views.tsx';

const changeFields = { old_password: 'secret', ...newPasswordFields, next: 'text' } as const;

/** Django's own addresses lead on as `PasswordChangeView` does, to `password_change_done`. */
const djangoDone: Readonly<Record<string, string>> = {
  '/accounts/password_change/': '/accounts/password_change/done/',
  '/password_change/': '/password_change/done/',
};

const rulesOf = (exchange: Exchange) => exchange.context.accounts.passwordPolicy;

const changeForm: FormPage<typeof changeFields, 'authenticated'> = {
  fields: changeFields,
  async draw(exchange, form, input) {
    const next = safeNext(exchange);
    const { session } = input.principal;
    const View = (session?.pendingStage ?? null) === null ? PasswordChangeView : PasswordRenewView;
    return await answerPage(
      exchange,
      (page) => <View page={page} form={form} next={next} passwordRules={rulesOf(exchange)} />,
      input,
    );
  },
  async act(exchange, typed, { principal }) {
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

const setForm: FormPage<typeof newPasswordFields, 'authenticated'> = {
  fields: newPasswordFields,
  draw: (exchange, form, status) =>
    answerPage(
      exchange,
      (page) => <PasswordSetView page={page} form={form} passwordRules={rulesOf(exchange)} />,
      status,
    ),
  async act(exchange, typed, { principal }) {
    const stored = await exchange.context.useCases.password.set({
      principal,
      newPassword1: typed.new_password1,
      newPassword2: typed.new_password2,
      visitor: exchange.visitor,
    });
    await exchange.afterOwnPassword(stored);
    exchange.flash('success', exchange.translate('password_set.success'));
    return goTo(exchange, paths.security);
  },
};

const showChangeForm = answerEmptyForm(changeForm);

/** An account without a password sets one; there is no old one to ask for. */
async function showChange(exchange: Exchange, own: OwnInput): Promise<Answer> {
  const { user } = own.principal;
  if (user.managedBy !== null) return leadBack(exchange);
  if (!isUsablePassword(user.passwordHash)) return redirect(paths.passwordSet);
  return await showChangeForm(exchange, own);
}

const showSetForm = withRecentProof(answerEmptyForm(setForm));

async function showSet(exchange: Exchange, own: OwnInput): Promise<Answer> {
  const { user } = own.principal;
  if (user.managedBy !== null) return leadBack(exchange);
  if (isUsablePassword(user.passwordHash)) return redirect(paths.passwordChange);
  return await showSetForm(exchange, own);
}

/** A password that another system keeps is changed there. */
function leadBack(exchange: Exchange): Answer {
  exchange.flash('info', exchange.translate('security.password_elsewhere'));
  return redirect(paths.security);
}

/** The password of whoever is logged in. */
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
];
