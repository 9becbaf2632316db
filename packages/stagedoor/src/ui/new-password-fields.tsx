import type { VNode } from 'preact';
import type { FormState } from './form-state.ts';
import type { PageContext } from './page-context.ts';
import { PasswordField } from './password-field.tsx';
import { type PasswordRules, passwordHint } from './password-hint.ts';

export interface NewPasswordViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly passwordRules: PasswordRules;
}

interface Field {
  readonly name: string;
  readonly label: string;
}

interface FieldsProps extends NewPasswordViewProps {
  readonly first: Field;
  /** Null where the password is asked once. */
  readonly again: Field | null;
}

function PasswordTwice({ page: { t }, form, passwordRules, first, again }: FieldsProps): VNode {
  return (
    <>
      <PasswordField
        {...{ t, form, ...first }}
        hint={passwordHint(t, passwordRules)}
        use="new"
        rules={passwordRules}
      />
      {again === null ? null : <PasswordField {...{ t, form, ...again }} use="new" />}
    </>
  );
}

/** Django's two fields of a new password, `new_password1` and `new_password2`, whose validator messages come on the second. */
export function NewPasswordFields(props: NewPasswordViewProps): VNode {
  const { t } = props.page;
  const first = { name: 'new_password1', label: t('label.new_password') };
  const again = { name: 'new_password2', label: t('label.new_password_again') };
  return <PasswordTwice {...props} first={first} again={again} />;
}

/** The same of a sign-up, `password1` and, where it is asked twice, `password2`. */
export function SignUpPasswordFields({
  isAskedTwice,
  ...props
}: NewPasswordViewProps & { readonly isAskedTwice: boolean }): VNode {
  const { t } = props.page;
  const first = { name: 'password1', label: t('label.password') };
  const again = { name: 'password2', label: t('label.password_again') };
  return <PasswordTwice {...props} first={first} again={isAskedTwice ? again : null} />;
}
