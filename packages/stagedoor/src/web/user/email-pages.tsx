import { fieldRefusal } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { goToDone, onceDone, sessionIfThere } from '../done-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { OwnInput, PageInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { asksForPassword, proveWith } from '../recent-proof.ts';
import { badEmailLink, unlessBadEmailLink } from './bad-email-link.tsx';
import {
  EmailChangeSentView,
  EmailChangeView,
  EmailConfirmView,
  EmailUndoneView,
  EmailUndoView,
} from './email-views.tsx';

const fields = { email: 'text', password: 'secret' } as const;

/** Where the session keeps the address that was just typed, for the page that says so. */
const NEW_ADDRESS = '_new_email';

const changeForm: FormPage<typeof fields> = {
  fields,
  async draw(exchange, form, status) {
    const asks = await asksForPassword(exchange);
    return await answerPage(
      exchange,
      (page) => <EmailChangeView page={page} form={form} asksForPassword={asks} />,
      status,
    );
  },
  async act(exchange, { email, password }) {
    if (email === '') throw fieldRefusal('email', 'required');
    const principal = await proveWith(exchange, password);
    await exchange.context.useCases.email.requestChange({ principal, email, visitor: exchange.visitor });
    (await sessionIfThere(exchange))?.note(NEW_ADDRESS, email);
    return await goToDone(exchange, paths.emailSent);
  },
};

/** Says where the link went, as long as this is the page after the form. */
async function showSent(exchange: Exchange): Promise<Answer> {
  const session = await exchange.session();
  const email = session.get(NEW_ADDRESS);
  session.drop(NEW_ADDRESS);
  return await answerPage(exchange, (page) => (
    <EmailChangeSentView page={page} email={typeof email === 'string' ? email : null} />
  ));
}

async function showConfirm(
  exchange: Exchange,
  { principal, params: { key = '' } }: OwnInput,
): Promise<Answer> {
  const found = await exchange.context.useCases.email.findLink({ purpose: 'email-change', key, principal });
  if (found === null) return await badEmailLink(exchange);
  const newEmail = found.email;
  const { logInBy } = exchange.context.accounts;
  return await answerPage(exchange, (page) => (
    <EmailConfirmView page={page} confirmKey={key} newEmail={newEmail} logInBy={logInBy} />
  ));
}

async function confirm(exchange: Exchange, { principal, params: { key = '' } }: OwnInput): Promise<Answer> {
  return await unlessBadEmailLink(exchange, async () => {
    const issued = await exchange.context.useCases.email.confirmChange({
      principal,
      key,
      visitor: exchange.visitor,
    });
    await exchange.startSession(issued);
    exchange.flash('success', exchange.translate('email.changed'));
    return goTo(exchange, paths.security);
  });
}

async function showUndo(exchange: Exchange, { params: { key = '' } }: PageInput): Promise<Answer> {
  const live = await exchange.context.useCases.link.find({ purpose: 'email-change-undo', key });
  if (live === null) return await badEmailLink(exchange);
  return await answerPage(exchange, (page) => <EmailUndoView page={page} undoKey={key} />);
}

async function undo(exchange: Exchange, { principal, params: { key = '' } }: PageInput): Promise<Answer> {
  return await unlessBadEmailLink(exchange, async () => {
    const opener =
      principal === null
        ? null
        : { userId: principal.user.id, browser: await exchange.findBrowserCredentials() };
    const { visitor } = exchange;
    const { user } = await exchange.context.useCases.email.undoChange({ key, opener, visitor });
    if (principal?.user.id === user.id) exchange.forgetSession();
    return await goToDone(exchange, paths.emailUndone);
  });
}

export const emailRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_email_change',
    at: [paths.emailChange],
    access: 'authenticated',
    issues: 'session',
    get: answerEmptyForm(changeForm),
    post: answerForm(changeForm),
  }),
  ...pageRoutes({
    name: 'account_email_sent',
    at: [paths.emailSent],
    access: 'authenticated',
    get: onceDone(showSent),
  }),
  ...pageRoutes({
    name: 'account_email_undone',
    at: [paths.emailUndone],
    access: 'anyone',
    get: onceDone((exchange) => answerPage(exchange, (page) => <EmailUndoneView page={page} />)),
  }),
  ...pageRoutes({
    name: 'account_email_confirm',
    at: ['/accounts/email/confirm/:key/'],
    access: 'authenticated',
    issues: 'session',
    get: showConfirm,
    post: confirm,
  }),
  ...pageRoutes({
    name: 'account_email_undo',
    at: ['/accounts/email/undo/:key/'],
    access: 'anyone',
    get: showUndo,
    post: undo,
  }),
];
