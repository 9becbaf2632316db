import type { VNode } from 'preact';
import type { FormState } from '../ui/form-state.ts';
import type { PageContext } from '../ui/page-context.ts';
import { PasswordField } from '../ui/password-field.tsx';
import { type PasswordRules, passwordHint } from './password-hint.ts';

export interface NewPasswordViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly passwordRules: PasswordRules;
}

/** Django's two fields, whose validator messages come on the second. */
export function NewPasswordFields({ page, form, passwordRules }: NewPasswordViewProps): VNode {
  const { t } = page;
  return (
    <>
      <PasswordField
        t={t}
        form={form}
        name="new_password1"
        label={t('label.new_password')}
        hint={passwordHint(t, passwordRules)}
        use="new"
        rules={passwordRules}
      />
      <PasswordField t={t} form={form} name="new_password2" label={t('label.new_password_again')} use="new" />
    </>
  );
}
