import type { VNode } from 'preact';
import {
  type CreatedPersonalToken,
  PERSONAL_TOKEN_NAME_LENGTH,
} from '../../core/token/personal-token/create-personal-token.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { RadioField, SelectField } from '../../ui/choice-fields.tsx';
import { CopyRow } from '../../ui/copy-row.tsx';
import { CheckField, FieldGroup, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { paths } from '../paths.ts';
import { TokenFacts, TokenScopeInWords } from './views.tsx';

const DAYS = [7, 30, 90, 365] as const;

/** The wire name of a permission's box. */
export const permissionBox = (permission: string): string => `permission.${permission}`;

export interface NewTokenViewProps {
  readonly page: PageContext;
  /** Fields on the wire: `name`, `methods`, `expires_in_days`, and `permissionBox` of each permission. */
  readonly form: FormState;
  /** What the token may be given, as `app_label.codename`. */
  readonly permissions: readonly string[];
}

function Permissions({ page, form, permissions }: NewTokenViewProps): VNode {
  const { t } = page;
  if (permissions.length === 0) return <p class="field-hint">{t('token_new.no_permissions')}</p>;
  return (
    <FieldGroup legend={t('token_new.permissions')} hint={t('token_new.permissions_hint')}>
      <div class="check-grid">
        {permissions.map((permission) => (
          <CheckField
            key={permission}
            t={t}
            form={form}
            name={permissionBox(permission)}
            label={<span class="mono">{permission}</span>}
            optional
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** The form that makes a personal access token. */
export function NewTokenView(props: NewTokenViewProps): VNode {
  const { page, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="tokens"
      title={t('token_new.title')}
      lead={t('token_new.lead')}
      refused={hasErrors(form)}
    >
      <section class="section">
        <Form page={page} action={paths.newToken} form={form}>
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('token_new.name')}
            hint={t('token_new.name_hint')}
            autocomplete="off"
            maxLength={PERSONAL_TOKEN_NAME_LENGTH}
          />
          <SelectField
            t={t}
            form={form}
            name="expires_in_days"
            label={t('token_new.expires')}
            hint={t('token_new.expires_hint')}
            choices={DAYS.map((count) => ({ value: String(count), label: t('token_new.days', { count }) }))}
          />
          <RadioField
            t={t}
            form={form}
            name="methods"
            label={t('token_new.methods')}
            choices={(['read', 'write'] as const).map((value) => ({
              value,
              label: t(`tokens.methods.${value}`),
              hint: t(`token_new.methods_hint.${value}`),
            }))}
          />
          <Permissions {...props} />
          <div class="form-actions">
            <SubmitButton>{t('token_new.submit')}</SubmitButton>
            <ButtonLink kind="quiet" href={paths.tokens}>
              {t('dialog.cancel')}
            </ButtonLink>
          </div>
        </Form>
      </section>
    </AccountPage>
  );
}

export interface NewTokenMadeViewProps {
  readonly page: PageContext;
  readonly made: CreatedPersonalToken;
  readonly name: string;
}

/** The only page that ever shows the token. */
export function NewTokenMadeView({ page, made, name }: NewTokenMadeViewProps): VNode {
  const { t } = page;
  return (
    <AccountPage page={page} section="tokens" title={t('token_made.title')} lead={t('token_made.lead')}>
      <AccountSection title={name}>
        <Notice kind="warning" role="status">
          <p>{t('token_made.once')}</p>
        </Notice>
        <CopyRow t={t} id="new-token" value={made.token} />
        <p class="row-meta">
          <TokenScopeInWords t={t} scope={made.session.scope} />
          <TokenFacts page={page} session={made.session} />
        </p>
        <p class="field-hint">
          {t('token_made.how')} <code class="mono">Authorization: Bearer {made.hint}…</code>
        </p>
      </AccountSection>
      <div class="form-actions">
        <ButtonLink href={paths.tokens}>{t('token_made.done')}</ButtonLink>
      </div>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const newTokenViews = {
  'token-new': NewTokenView,
  'token-made': NewTokenMadeView,
};
