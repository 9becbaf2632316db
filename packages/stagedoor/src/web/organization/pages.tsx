import { AccountsError } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { InvitationBadLinkView, InvitationView } from './views.tsx';

/** What a mailed invitation opens, to whoever is logged in: a button, so that looking uses nothing up. */
const invitationForm: FormPage<Record<never, never>, 'authenticated'> = {
  fields: {},
  async draw(exchange, form, input) {
    const { key = '' } = input.params;
    const invitation = await exchange.context.useCases.invitation.find({ key });
    if (invitation === null) return await badInvitation(exchange);
    return await answerPage(
      exchange,
      (page) => <InvitationView page={page} invitationKey={key} invitation={invitation} form={form} />,
      input,
    );
  },
  async act(exchange, _, { principal, params: { key = '' } }) {
    return await unlessBad(exchange, async () => {
      const { name } = await exchange.context.useCases.invitation.accept({ principal, key });
      exchange.flash('success', exchange.translate('invitation.accepted', { organization: name }));
      return goTo(exchange, paths.profile);
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

export const organizationRoutes: readonly Route[] = pageRoutes({
  name: 'organization_invitation',
  at: ['/accounts/invitations/:key/'],
  access: 'authenticated',
  get: answerEmptyForm(invitationForm),
  post: answerForm(invitationForm),
});
