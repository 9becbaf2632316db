import type { VNode } from 'preact';
import type { TotpSetUp } from '../../core/second-factor/begin-totp.ts';
import { FACTOR_NAME_LENGTH } from '../../core/second-factor/confirm-totp.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { CopyRow } from '../../ui/copy-row.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import { paths } from '../paths.ts';

export interface TotpSetUpViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly setUp: TotpSetUp;
}

/** Fields on the wire: `code`, `name`. The page where the key of an app is shown. */
export function TotpSetUpView({ page, form, setUp }: TotpSetUpViewProps): VNode {
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="security"
      title={t('second_factor.begin_title')}
      lead={t('second_factor.begin_lead')}
      refused={hasErrors(form)}
    >
      <AccountSection title={t('second_factor.scan')}>
        <QrCode text={setUp.uri} label={t('second_factor.scan_alt')} />
        <p class="field-hint">{t('second_factor.type')}</p>
        <CopyRow t={t} id="totp-secret" value={inGroups(setUp.secret)} />
      </AccountSection>
      <section class="section">
        <Form page={page} action={paths.totpBegin} form={form}>
          <TextField
            t={t}
            form={form}
            name="code"
            label={t('second_factor.first_code')}
            hint={t('second_factor.first_code_hint')}
            autocomplete="one-time-code"
            inputmode="numeric"
            maxLength={64}
          />
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('second_factor.name')}
            hint={t('second_factor.name_hint')}
            autocomplete="off"
            maxLength={FACTOR_NAME_LENGTH}
            optional
          />
          <div class="form-actions">
            <SubmitButton>{t('second_factor.confirm')}</SubmitButton>
            <ButtonLink kind="quiet" href={paths.secondFactors}>
              {t('dialog.cancel')}
            </ButtonLink>
          </div>
        </Form>
      </section>
    </AccountPage>
  );
}

/** As people type it; apps take it with spaces. */
function inGroups(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}

export interface RecoveryCodesViewProps {
  readonly page: PageContext;
  readonly codes: readonly string[];
  /** Whether an app was turned on just now. */
  readonly isNew: boolean;
}

/** The only page that ever shows recovery codes. */
export function RecoveryCodesView({ page, codes, isNew }: RecoveryCodesViewProps): VNode {
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="security"
      title={t('second_factor.codes_title')}
      lead={t('second_factor.codes_lead')}
    >
      {isNew ? (
        <Notice kind="success" role="status">
          <p>{t('second_factor.codes_on')}</p>
        </Notice>
      ) : null}
      <section class="section">
        <CopyRow t={t} id="recovery-codes" value={codes.join('\n')} />
      </section>
      <div class="form-actions">
        <ButtonLink href={paths.secondFactors}>{t('second_factor.codes_done')}</ButtonLink>
      </div>
    </AccountPage>
  );
}
