import type { VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { controlAttributes, FieldFrame, type FieldProps } from './field.tsx';
import { fieldId } from './form.tsx';
import { AlertIcon } from './icons.tsx';

/** What the server asks of a new password before it judges it. */
export interface NewPasswordRules {
  readonly minimumLength: number;
  readonly composition: readonly ('letter' | 'upper' | 'lower' | 'digit')[];
}

export interface PasswordFieldProps extends FieldProps {
  /** Whether a password manager fills in what it knows or offers a new one. */
  readonly use: 'current' | 'new';
  /** Shows how strong a new password is, and first what it lacks. */
  readonly rules?: NewPasswordRules;
}

/** Appears only where the script can fill it. The words say it all; the bars only repeat them. */
function Strength({ t, id, rules }: { t: Translator; id: string; rules: NewPasswordRules }): VNode {
  const lacks = rules.composition.map((kind) => [`data-lacks-${kind}`, t(`password.lacks.${kind}`)]);
  return (
    <div
      class="strength"
      hidden
      data-strength-for={id}
      data-min-length={rules.minimumLength}
      data-composition={rules.composition.join(' ')}
      {...Object.fromEntries(lacks)}
      data-word-0={t('password.strength.0')}
      data-word-1={t('password.strength.1')}
      data-word-2={t('password.strength.2')}
      data-word-3={t('password.strength.3')}
      data-word-4={t('password.strength.4')}
    >
      <span class="strength-bar" />
      <span class="strength-bar" />
      <span class="strength-bar" />
      <span class="strength-bar" />
      <span class="strength-word" role="status" />
    </div>
  );
}

/** A password as typed is never drawn again, so it takes no value. Show, strength and caps-lock need the script. */
export function PasswordField(props: PasswordFieldProps): VNode {
  const { t, label, use, rules } = props;
  const id = fieldId(props.name);
  return (
    <FieldFrame {...props}>
      <div class="input-wrap">
        <input
          class="input"
          type="password"
          autocomplete={use === 'new' ? 'new-password' : 'current-password'}
          autocapitalize="none"
          spellcheck={false}
          data-password
          {...controlAttributes(props)}
        />
        <button
          type="button"
          class="input-end"
          hidden
          aria-controls={id}
          data-show-password
          data-show={t('password.show')}
          data-hide={t('password.hide')}
        >
          <span>{t('password.show')}</span>
          <span class="sr-only"> {label}</span>
        </button>
      </div>
      {rules === undefined ? null : <Strength t={t} id={id} rules={rules} />}
      <p class="caps-lock" hidden role="status" data-caps-lock-for={id}>
        <AlertIcon small />
        {t('password.caps_lock')}
      </p>
    </FieldFrame>
  );
}
