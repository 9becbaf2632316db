import { logInUntilActivated } from '../../core/account/activation/log-in-until-activated.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { onceDone } from '../done-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { safeNext } from '../next.ts';
import type { PageInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths, withNext } from '../paths.ts';
import { describeExtraFields } from './extra-field-inputs.ts';
import { readExtra, sentExtra } from './read-extra.ts';
import { SignUpClosedView, SignUpDoneView, SignUpView } from './sign-up-views.tsx';

const fields = {
  username: 'text',
  email: 'text',
  first_name: 'text',
  last_name: 'text',
  password1: 'secret',
  password2: 'secret',
  next: 'text',
} as const;

// The confirmation is where Django's form puts what is wrong with the pair; the validators speak of the first.
const renames = { password: 'password1', password_confirm: 'password2' };

const form: FormPage<typeof fields> = {
  fields,
  renames,
  draw: (exchange, state, status) => {
    const { accounts } = exchange.context;
    const next = safeNext(exchange);
    const values = { ...sentExtra(exchange, 'sign-up'), ...state.values };
    return answerPage(
      exchange,
      (page) => (
        <SignUpView
          page={page}
          form={{ ...state, values }}
          next={next}
          hasUsername={accounts.logInBy !== 'email'}
          asked={accounts.signUpFields}
          passwordRules={accounts.passwordPolicy}
          extraFields={describeExtraFields(accounts.extraFields, 'sign-up', exchange.language)}
          removedAfterSeconds={removedAfterSeconds(exchange)}
        />
      ),
      status,
    );
  },
  async act(exchange, typed) {
    const { passwordTwice } = exchange.context.accounts.signUpFields;
    const outcome = await exchange.context.useCases.user.signUp({
      email: typed.email,
      username: typed.username,
      password: typed.password1,
      passwordConfirm: passwordTwice ? typed.password2 : typed.password1,
      firstName: typed.first_name,
      lastName: typed.last_name,
      extra: readExtra(exchange, 'sign-up'),
      ...(await exchange.findReplacedSessions()),
      visitor: exchange.visitor,
    });
    if (outcome.outcome === 'activation-pending') return goTo(exchange, paths.signUpDone);
    if (outcome.outcome === 'opened') {
      exchange.flash('success', exchange.translate('signup.opened'));
      return goTo(exchange, withNext(paths.logIn, safeNext(exchange)));
    }
    await exchange.startSession(outcome.issued);
    exchange.flash('success', exchange.translate('signup.success'));
    return goTo(exchange, safeNext(exchange) ?? exchange.context.settings.logInRedirectUrl);
  },
};

function removedAfterSeconds({ context }: Exchange): number | null {
  const ageMs = context.accounts.removeUnactivatedAfterMs;
  return ageMs === null ? null : ageMs / 1_000;
}

/** The page for those who may make an account; to others the news that they may not. */
export function whereLet(isLet: (exchange: Exchange) => boolean | Promise<boolean>) {
  return (show: (exchange: Exchange, input: PageInput) => Promise<Answer>) =>
    async (exchange: Exchange, input: PageInput): Promise<Answer> =>
      (await isLet(exchange))
        ? await show(exchange, input)
        : await answerPage(exchange, (page) => <SignUpClosedView page={page} />, { status: 403 });
}

const whileOpen = whereLet(({ context }) => context.accounts.signUpOpen);

export const signUpRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_signup',
    at: [paths.signUp],
    access: 'anonymous',
    issues: 'session',
    get: whileOpen(answerEmptyForm(form)),
    post: whileOpen(answerForm(form)),
  }),
  ...pageRoutes({
    name: 'account_signup_done',
    at: [paths.signUpDone],
    access: 'anyone',
    get: onceDone((exchange) =>
      answerPage(exchange, (page) => (
        <SignUpDoneView
          page={page}
          logIn={logInUntilActivated(exchange.context.accounts)}
          removedAfterSeconds={removedAfterSeconds(exchange)}
        />
      )),
    ),
  }),
];
