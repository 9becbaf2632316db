import { isUsablePassword } from '../../core/password/password-hasher.ts';
import { dataOf } from '../../http/exchange/data-of.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { onceDone } from '../done-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { proveAgain } from '../recent-proof.ts';
import { AccountDeletedView, DeleteAccountView, YourDataView } from './data-views.tsx';
import { whatStayed } from './what-stayed.ts';

const fields = { password: 'secret', keep_rows: 'box' } as const;

const deleteForm: FormPage<typeof fields, 'authenticated'> = {
  fields,
  async draw(exchange, form, input) {
    const { organization, user } = exchange.context.useCases;
    const rows = await user.rowsOfUsers({});
    const fates = await organization.fateOfOwned({ userId: input.principal.user.id });
    const hasPassword = isUsablePassword(input.principal.user.passwordHash);
    return await answerPage(
      exchange,
      (page) => <DeleteAccountView {...{ page, form, hasPassword, rows, fates }} />,
      input,
    );
  },
  async act(exchange, { password, keep_rows: keepsRows }) {
    const principal = await proveAgain(exchange, password);
    const browser = await exchange.findBrowserCredentials();
    const removed = await exchange.context.useCases.user.delete({
      principal,
      browser,
      visitor: exchange.visitor,
      rows: keepsRows === '' ? 'remove' : 'keep',
    });
    exchange.forgetSession();
    for (const text of whatStayed(exchange.translate, removed)) exchange.flash('info', text);
    return goTo(exchange, paths.accountDeleted);
  },
};

export const dataRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_data',
    at: [paths.data],
    access: 'authenticated',
    async get(exchange) {
      const { go, stay } = await exchange.context.useCases.user.rowsOfUsers({});
      return await answerPage(exchange, (page) => (
        <YourDataView page={page} rows={[...go, ...stay].map(({ label }) => ({ label, fields: [] }))} />
      ));
    },
  }),
  ...pageRoutes({
    name: 'account_data_download',
    at: [paths.dataDownload],
    access: 'authenticated',
    post: (exchange, { principal }) => dataOf(exchange, principal),
  }),
  ...pageRoutes({
    name: 'account_delete',
    at: [paths.deleteAccount],
    access: 'authenticated',
    issues: 'session',
    get: answerEmptyForm(deleteForm),
    post: answerForm(deleteForm),
  }),
  ...pageRoutes({
    name: 'account_deleted',
    at: [paths.accountDeleted],
    access: 'anyone',
    get: onceDone((exchange) => answerPage(exchange, (page) => <AccountDeletedView page={page} />)),
  }),
];
