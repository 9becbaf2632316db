import { AccountsError } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { pageRoutes } from '../page-route.ts';
import { InvitationBadLinkView, InvitationView } from './invitation-views.tsx';
import { organizationPath } from './paths.ts';

/** What a mailed invitation opens, to whoever has it: a button, so that looking uses nothing up. */
const invitationForm: FormPage<Record<never, never>, 'anyone'> = {
  fields: {},
  async draw(exchange, form, input) {
    const { key = '' } = input.params;
    const { principal } = input;
    const invitation = await exchange.context.useCases.invitation.find({ key, principal });
    if (invitation === null) return await badInvitation(exchange);
    const maySignUp = await exchange.context.useCases.invitation.maySignUp();
    return await answerPage(
      exchange,
      (page) => (
        <InvitationView
          page={page}
          invitationKey={key}
          invitation={invitation}
          maySignUp={maySignUp}
          form={form}
        />
      ),
      input,
    );
  },
  async act(exchange, _, { principal, params: { key = '' } }) {
    if (principal === null) throw new AccountsError({ code: 'not-authenticated' });
    return await unlessBad(exchange, async () => {
      const { id, name } = await exchange.context.useCases.invitation.accept({ principal, key });
      exchange.flash('success', exchange.translate('invitation.accepted', { organization: name }));
      return goTo(exchange, organizationPath(id));
    });
  },
};

function badInvitation(exchange: Exchange): Promise<Answer> {
  return answerPage(exchange, (page) => <InvitationBadLinkView page={page} />);
}

async function unlessBad(exchange: Exchange, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-link')
      return await badInvitation(exchange);
    throw error;
  }
}

export const invitationRoutes: readonly Route[] = pageRoutes({
  name: 'organization_invitation',
  at: ['/accounts/invitations/:key/'],
  access: 'anyone',
  get: answerEmptyForm(invitationForm),
  post: answerForm(invitationForm),
});
