import { logInUntilActivated } from '../../core/account/activation/log-in-until-activated.ts';
import { AccountsError, refuseProblems } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { proveByPassword } from '../../http/exchange/prove-by-password.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { safeNext } from '../next.ts';
import { pageRoutes, queryValue } from '../page-route.ts';
import { paths } from '../paths.ts';
import { enter } from './enter.ts';
import { LogInView, LogOutView, ReauthenticateView } from './views.tsx';

const logInFields = { username: 'text', password: 'secret', remember_me: 'box', next: 'text' } as const;

export const logInForm: FormPage<typeof logInFields> = {
  fields: logInFields,
  draw: async (exchange, form, status) => {
    const { accounts, useCases } = exchange.context;
    const { logInBy, signUpOpen } = accounts;
    const next = safeNext(exchange);
    const passkey = await useCases.login.beginByPasskey();
    return await answerPage(
      exchange,
      (page) => (
        <LogInView
          page={page}
          form={form}
          logInBy={logInBy}
          next={next}
          signUpOpen={signUpOpen}
          untilActivated={queryValue(exchange, 'address') === 'proved' ? null : logInUntilActivated(accounts)}
          remoteUser={exchange.remoteUser}
          passkey={passkey}
        />
      ),
      status,
    );
  },
  async act(exchange, typed) {
    requireAll({ username: typed.username, password: typed.password });
    const loggedIn = await exchange.context.useCases.login.logIn({
      identifier: typed.username,
      password: typed.password,
      rememberMe: typed.remember_me !== '',
      ...(await exchange.findReplacedSessions()),
      visitor: exchange.visitor,
    });
    return await enter(exchange, loggedIn);
  },
};

const logInRemoteFields = { next: 'text' } as const;

/** One button, shown where the proxy in front has said who is there. */
const logInRemoteForm: FormPage<typeof logInRemoteFields> = {
  fields: logInRemoteFields,
  draw: logInForm.draw,
  async act(exchange) {
    const { remoteUser: username, visitor, context } = exchange;
    const replaced = await exchange.findReplacedSessions();
    if (username === null) throw new AccountsError({ code: 'invalid-credentials' });
    return await enter(
      exchange,
      await context.useCases.login.logInRemoteUser({ username, ...replaced, visitor }),
    );
  },
};

const reauthenticateFields = { password: 'secret', next: 'text' } as const;

const reauthenticateForm: FormPage<typeof reauthenticateFields, 'authenticated'> = {
  fields: reauthenticateFields,
  draw: (exchange, form, status) => {
    const next = safeNext(exchange);
    return answerPage(exchange, (page) => <ReauthenticateView page={page} form={form} next={next} />, status);
  },
  async act(exchange, typed, { principal }) {
    requireAll({ password: typed.password });
    await proveByPassword(exchange, principal, typed.password);
    return goTo(exchange, safeNext(exchange) ?? exchange.context.settings.logInRedirectUrl);
  },
};

async function logOut(exchange: Exchange): Promise<Answer> {
  await exchange.flushSession();
  exchange.flash('info', exchange.translate('logout.done'));
  return goTo(exchange, safeNext(exchange) ?? exchange.context.settings.logOutRedirectUrl);
}

/** The log-in page under any address: the server shares `/login/` between this interface and the JSON one. */
export const logInPage = {
  get: answerEmptyForm(logInForm),
  post: answerForm(logInForm),
};

export const logInRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_login',
    at: [paths.logIn],
    access: 'anonymous',
    issues: 'session',
    ...logInPage,
  }),
  ...pageRoutes({
    name: 'account_login_remote',
    at: [paths.logInRemote],
    access: 'anonymous',
    issues: 'session',
    post: answerForm(logInRemoteForm),
  }),
  ...pageRoutes({
    name: 'logout',
    at: [paths.logOut, '/logout/'],
    access: 'anyone',
    logsOut: true,
    get: (exchange) => answerPage(exchange, (page) => <LogOutView page={page} />),
    post: logOut,
  }),
  ...pageRoutes({
    name: 'account_reauthenticate',
    at: [paths.reauthenticate],
    access: 'authenticated',
    issues: 'session',
    get: answerEmptyForm(reauthenticateForm),
    post: answerForm(reauthenticateForm),
  }),
];

/** @throws AccountsError `invalid-input` naming every field that was left empty. */
function requireAll(typed: Readonly<Record<string, string>>): void {
  const missing = Object.entries(typed).filter(([, value]) => value === '');
  refuseProblems(Object.fromEntries(missing.map(([name]) => [name, [{ code: 'required' }]])));
}
