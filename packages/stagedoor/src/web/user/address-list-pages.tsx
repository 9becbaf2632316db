import { fieldRefusal } from '../../core/kernel/errors.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { asksForPassword, proveWith } from '../recent-proof.ts';
import { AddressConfirmView, AddressListView } from './address-list-views.tsx';
import { badEmailLink, unlessBadEmailLink } from './bad-email-link.tsx';

const drawList: FormPage<Record<never, never>, 'authenticated'>['draw'] = async (exchange, form, input) => {
  const { principal } = input;
  const addresses = await exchange.context.useCases.email.listAddresses({ principal });
  const asks = await asksForPassword(exchange);
  return await answerPage(
    exchange,
    (page) => (
      <AddressListView
        page={page}
        addresses={addresses}
        logInBy={exchange.context.accounts.logInBy}
        form={form}
        asksForPassword={asks}
      />
    ),
    input,
  );
};

const fields = { email: 'text', password: 'secret' } as const;

const addForm: FormPage<typeof fields, 'authenticated'> = {
  fields,
  draw: drawList,
  async act(exchange, { email, password }) {
    if (email === '') throw fieldRefusal('email', 'required');
    const principal = await proveWith(exchange, password);
    const { visitor, context, translate } = exchange;
    const address = await context.useCases.email.addAddress({ principal, email, visitor });
    exchange.flash('info', translate('emails.sent', { email: address.email }));
    return goTo(exchange, paths.email);
  },
};

interface Chosen {
  readonly principal: Principal;
  readonly addressId: number;
  readonly visitor: Exchange['visitor'];
}

/** A button beside one address. What it is refused for is said on the list. */
function addressAction(act: (exchange: Exchange, chosen: Chosen) => Promise<void>) {
  return answerForm<Record<never, never>, 'authenticated'>({
    fields: {},
    draw: drawList,
    async act(exchange, _, { principal, params: { id } }) {
      await act(exchange, { principal, addressId: readId(id), visitor: exchange.visitor });
      return goTo(exchange, paths.email);
    },
  });
}

const sendAgain = addressAction(async (exchange, chosen) => {
  await exchange.context.useCases.email.sendVerification(chosen);
  exchange.flash('info', exchange.translate('emails.sent_again'));
});

const makePrimary = addressAction(async (exchange, chosen) => {
  await exchange.startSession(await exchange.context.useCases.email.makePrimary(chosen));
  exchange.flash('success', exchange.translate('email.changed'));
});

const remove = addressAction(async (exchange, chosen) => {
  await exchange.context.useCases.email.removeAddress(chosen);
  exchange.flash('success', exchange.translate('emails.removed'));
});

async function showConfirm(
  exchange: Exchange,
  { principal, params: { key = '' } }: OwnInput,
): Promise<Answer> {
  const found = await exchange.context.useCases.email.findLink({ purpose: 'email-add', key, principal });
  if (found === null) return await badEmailLink(exchange);
  const { email } = found;
  return await answerPage(exchange, (page) => <AddressConfirmView page={page} addKey={key} email={email} />);
}

async function confirm(exchange: Exchange, { principal, params: { key = '' } }: OwnInput): Promise<Answer> {
  const { visitor, context, translate } = exchange;
  return await unlessBadEmailLink(exchange, async () => {
    await context.useCases.email.confirmAddress({ principal, key, visitor });
    exchange.flash('success', translate('emails.confirmed'));
    return goTo(exchange, paths.email);
  });
}

export const addressListRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_email',
    at: [paths.email],
    access: 'authenticated',
    issues: 'session',
    get: answerEmptyForm(addForm),
    post: answerForm(addForm),
  }),
  ...pageRoutes({
    name: 'account_email_send',
    at: ['/accounts/email/:id/send/'],
    access: 'authenticated',
    post: sendAgain,
  }),
  ...pageRoutes({
    name: 'account_email_primary',
    at: ['/accounts/email/:id/primary/'],
    access: 'authenticated',
    issues: 'session',
    post: makePrimary,
  }),
  ...pageRoutes({
    name: 'account_email_remove',
    at: ['/accounts/email/:id/remove/'],
    access: 'authenticated',
    post: remove,
  }),
  ...pageRoutes({
    name: 'account_email_add_confirm',
    at: ['/accounts/email/add/:key/'],
    access: 'authenticated',
    get: showConfirm,
    post: confirm,
  }),
];
