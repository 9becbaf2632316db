import type { ComponentChildren, VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { TextField } from './field.tsx';
import type { FormState } from './form-state.ts';
import { PasswordField } from './password-field.tsx';

/* The fields that many forms of accounts have, each once; their wire names are Django's. */

interface InForm {
  readonly t: Translator;
  readonly form: FormState;
}

/** `username` on the wire. */
export function UsernameField({ t, form }: InForm): VNode {
  return (
    <TextField
      t={t}
      form={form}
      name="username"
      label={t('label.username')}
      hint={t('hint.username')}
      autocomplete="username"
      maxLength={150}
    />
  );
}

export interface AskedName {
  readonly isRequired: boolean;
  readonly maxLength: number;
}

export interface NameFieldsProps extends InForm {
  /** Null where it is not asked. */
  readonly firstName: AskedName | null;
  readonly lastName: AskedName | null;
}

/** `first_name` and `last_name` on the wire, side by side. */
export function NameFields({ t, form, firstName, lastName }: NameFieldsProps): VNode | null {
  if (firstName === null && lastName === null) return null;
  const fieldOf = (name: 'first_name' | 'last_name', { isRequired, maxLength }: AskedName) => ({
    ...{ t, form, name, maxLength },
    label: t(`label.${name}`),
    optional: !isRequired,
  });
  return (
    <div class="field-pair">
      {firstName === null ? null : (
        <TextField {...fieldOf('first_name', firstName)} autocomplete="given-name" />
      )}
      {lastName === null ? null : (
        <TextField {...fieldOf('last_name', lastName)} autocomplete="family-name" />
      )}
    </div>
  );
}

export interface EmailFieldProps extends InForm {
  readonly label?: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

/** `email` on the wire. */
export function EmailField({ t, label = t('label.email'), ...props }: EmailFieldProps): VNode {
  return (
    <TextField
      {...props}
      t={t}
      name="email"
      label={label}
      type="email"
      autocomplete="email"
      maxLength={254}
    />
  );
}

export interface CurrentPasswordFieldProps extends InForm {
  readonly hint?: ComponentChildren;
  readonly optional?: boolean;
}

/** `password` on the wire: the one that the account has. */
export function CurrentPasswordField({ t, ...props }: CurrentPasswordFieldProps): VNode {
  return <PasswordField {...props} t={t} name="password" label={t('label.password')} use="current" />;
}
