import { AccountsError } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { PageInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { invitationPath, logInProvedPath, paths } from '../paths.ts';
import { describeExtraFields } from './extra-field-inputs.ts';
import { InvitationSignUpView } from './invitation-sign-up-views.tsx';
import { readExtra, sentExtra } from './read-extra.ts';
import { whereLet } from './sign-up-pages.tsx';

const fields = {
  username: 'text',
  first_name: 'text',
  last_name: 'text',
  password1: 'secret',
  password2: 'secret',
} as const;

/** What the button of an invitation leads to for whoever has no account: one with the invited address, which is in the organization at once. */
const form: FormPage<typeof fields> = {
  fields,
  renames: { password: 'password1', password_confirm: 'password2' },
  async draw(exchange, state, input) {
    const { key = '' } = input.params;
    const { accounts, useCases } = exchange.context;
    const invitation = await useCases.invitation.find({ key });
    // Its page says what is wrong with the link.
    if (invitation === null) return goTo(exchange, invitationPath(key));
    const values = { ...sentExtra(exchange, 'sign-up'), ...state.values };
    return await answerPage(
      exchange,
      (page) => (
        <InvitationSignUpView
          page={page}
          form={{ ...state, values }}
          invitationKey={key}
          invitation={invitation}
          hasUsername={accounts.logInBy !== 'email'}
          asked={accounts.signUpFields}
          passwordRules={accounts.passwordPolicy}
          extraFields={describeExtraFields(accounts.extraFields, 'sign-up', exchange.language)}
        />
      ),
      input,
    );
  },
  async act(exchange, typed, { params: { key = '' } }) {
    const { context, translate } = exchange;
    const { passwordTwice } = context.accounts.signUpFields;
    const signedUp = await context.useCases.invitation.signUp({
      key,
      username: typed.username,
      password: typed.password1,
      passwordConfirm: passwordTwice ? typed.password2 : typed.password1,
      firstName: typed.first_name,
      lastName: typed.last_name,
      extra: readExtra(exchange, 'sign-up'),
      ...(await exchange.findReplacedSessions()),
      visitor: exchange.visitor,
    });
    const { id, name: organization } = signedUp.organization;
    const path = `${paths.organizations}${id}/`;
    if (signedUp.outcome === 'opened') {
      exchange.flash('success', translate('invitation_sign_up.opened', { organization }));
      return goTo(exchange, logInProvedPath(path));
    }
    await exchange.startSession(signedUp.issued);
    exchange.flash('success', translate('invitation.accepted', { organization }));
    return goTo(exchange, path);
  },
};

const act = answerForm(form);

async function signUp(exchange: Exchange, input: PageInput): Promise<Answer> {
  try {
    return await act(exchange, input);
  } catch (error) {
    if (!(error instanceof AccountsError) || error.refusal.code !== 'invalid-link') throw error;
    return goTo(exchange, invitationPath(input.params.key ?? ''));
  }
}

const whileInvitedMay = whereLet(({ context }) => context.useCases.invitation.maySignUp());

/** A site without organizations has none of it. */
export const invitationSignUpRoutes: readonly Route[] = pageRoutes({
  name: 'organization_invitation_signup',
  at: ['/accounts/invitations/:key/signup/'],
  access: 'anonymous',
  issues: 'session',
  get: whileInvitedMay(answerEmptyForm(form)),
  post: whileInvitedMay(signUp),
});
