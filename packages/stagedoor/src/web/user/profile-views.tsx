import type { VNode } from 'preact';
import { languages } from '../../texts/translator.ts';
import { AccountPage } from '../../ui/account-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { ExtraFieldInput } from '../../ui/extra-field-input.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { paths } from '../paths.ts';
import type { ExtraFieldDescription } from './extra-field-inputs.ts';

export interface ProfileViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  /** False where people are known by their address alone. */
  readonly hasUsername: boolean;
  /** Whether another username needs the password first. */
  readonly asksForPassword: boolean;
  readonly extraFields: readonly ExtraFieldDescription[];
}

function ProfileFields({ page, form, extraFields }: ProfileViewProps): VNode {
  const { t } = page;
  const names = { t, form, optional: true, maxLength: 150 };
  return (
    <>
      <div class="field-pair">
        <TextField {...names} name="first_name" label={t('label.first_name')} autocomplete="given-name" />
        <TextField {...names} name="last_name" label={t('label.last_name')} autocomplete="family-name" />
      </div>
      <SelectField
        t={t}
        form={form}
        name="language"
        label={t('profile.language')}
        hint={t('profile.language_hint')}
        choices={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      {extraFields.map((field) => (
        <ExtraFieldInput key={field.name} t={t} form={form} field={field} />
      ))}
    </>
  );
}

/** By which one logs in, so that another one takes the password, and the owner is told. */
function Username({ page, form, hasUsername, asksForPassword }: ProfileViewProps): VNode | null {
  const { t } = page;
  if (!hasUsername) return null;
  return (
    <>
      <TextField
        t={t}
        form={form}
        name="username"
        label={t('label.username')}
        hint={t('hint.username')}
        autocomplete="username"
        maxLength={150}
      />
      {asksForPassword ? (
        <PasswordField
          t={t}
          form={form}
          name="password"
          label={t('label.password')}
          hint={t('profile.password_hint')}
          use="current"
          optional
        />
      ) : null}
    </>
  );
}

/** Fields on the wire: `username`, `password`, `last_name`, `language`, extra fields. The whole page comes anew: its language may. */
export function ProfileView(props: ProfileViewProps): VNode {
  const { page, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="profile"
      title={t('profile.title')}
      lead={t('profile.lead')}
      refused={hasErrors(form)}
    >
      <div class="section">
        <Form page={page} action={paths.profile} form={form} wholePage>
          <ProfileFields {...props} />
          <Username {...props} />
          <div class="form-actions">
            <SubmitButton>{t('profile.submit')}</SubmitButton>
          </div>
        </Form>
      </div>
    </AccountPage>
  );
}
