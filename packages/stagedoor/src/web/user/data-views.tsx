import type { VNode } from 'preact';
import type { Fate, NamedRows, RowsOfUsers } from '../../core/kernel/feature-records.ts';
import { userName } from '../../core/user/user-name.ts';
import { rowsInWords } from '../../texts/rows-in-words.ts';
import type { Translator } from '../../texts/translator.ts';
import { CurrentPasswordField } from '../../ui/account-fields.tsx';
import { AccountName } from '../../ui/account-name.tsx';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { AuthPage } from '../../ui/auth-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { CheckField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { CheckIcon, DownloadIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { paths } from '../paths.ts';
import { nameAmong } from '../tell-organizations-apart.ts';

/** The download is a POST that answers a JSON file. */
export function YourDataView(props: {
  page: PageContext;
  /** What they added, and is in the download. */
  rows: readonly NamedRows[];
}): VNode {
  const { page, rows } = props;
  const { t } = page;
  const added = rows.length === 0 ? '' : t('data.download_rows', { rows: rowsInWords(t, rows) });
  return (
    <AccountPage page={page} section="data" title={t('data.title')} lead={t('data.lead')}>
      <AccountSection title={t('data.download')} lead={`${t('data.download_lead')} ${added}`.trim()}>
        <Form page={page} action={paths.dataDownload} wholePage download>
          <div class="form-actions">
            <SubmitButton kind="quiet">
              <DownloadIcon />
              {t('data.download_submit')}
            </SubmitButton>
          </div>
        </Form>
      </AccountSection>
      <AccountSection danger title={t('data.danger')} lead={t('data.danger_lead')}>
        <div class="form-actions">
          <ButtonLink kind="danger-quiet" href={paths.deleteAccount}>
            {t('data.delete')}
          </ButtonLink>
        </div>
      </AccountSection>
    </AccountPage>
  );
}

/** Fields on the wire: `password`, left out for an account that has none; `keep_rows`, on a site that keeps rows of users. */
export function DeleteAccountView(props: {
  page: PageContext;
  form: FormState;
  hasPassword: boolean;
  /** What becomes of what they added. */
  rows: RowsOfUsers;
  /** What becomes of the organizations that they own alone. */
  fates: readonly Fate[];
}): VNode {
  const { page, form, hasPassword, rows, fates } = props;
  const { t, user } = page;
  return (
    <AccountPage
      page={page}
      section="data"
      title={t('delete.title')}
      lead={t('delete.warning')}
      refused={hasErrors(form)}
    >
      <AccountSection danger title={t('delete.account')}>
        {user ? <AccountName user={user} /> : null}
        <ul class="plain-list">
          <li>{t('delete.what_goes')}</li>
          <li>{t('delete.what_stays')}</li>
          {rows.go.length > 0 ? <li>{t('delete.rows_go', { rows: rowsInWords(t, rows.go) })}</li> : null}
          {rows.stay.length > 0 ? (
            <li>{t('delete.rows_stay', { rows: rowsInWords(t, rows.stay) })}</li>
          ) : null}
          {fates.map((fate) => (
            <li key={fate.organization.id}>{fateInWords(t, fate, fates)}</li>
          ))}
        </ul>
        <Form page={page} action={paths.deleteAccount} form={form}>
          {rows.go.length > 0 ? (
            <CheckField
              t={t}
              form={form}
              name="keep_rows"
              label={t('delete.keep_rows')}
              hint={t('delete.keep_rows_hint')}
            />
          ) : null}
          {hasPassword ? <CurrentPasswordField t={t} form={form} /> : null}
          <div class="form-actions">
            <SubmitButton kind="danger">{t('delete.submit')}</SubmitButton>
            <ButtonLink kind="quiet" href={paths.data}>
              {t('delete.cancel')}
            </ButtonLink>
          </div>
        </Form>
      </AccountSection>
    </AccountPage>
  );
}

function fateInWords(t: Translator, { organization, heir }: Fate, fates: readonly Fate[]): string {
  const name = nameAmong(
    t,
    organization,
    fates.map((one) => one.organization),
  );
  if (heir === null) return t('delete.organization_ends', { name });
  return t('delete.organization_passes', { name, heir: userName(heir) });
}

export function AccountDeletedView({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('delete.done_title')}
      lead={t('delete.done')}
      seal={<CheckIcon />}
      sealKind="success"
    >
      <ButtonLink href={page.links.home}>{t('error.home')}</ButtonLink>
    </AuthPage>
  );
}

/** The pages here that a site may draw itself. */
export const dataViews = {
  data: YourDataView,
  'delete-account': DeleteAccountView,
  'account-deleted': AccountDeletedView,
};
