import type { VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { type Choice, SelectField } from './choice-fields.tsx';
import { CheckField, TextField } from './field.tsx';
import type { FormState } from './form-state.ts';

export interface ExtraFieldInputProps {
  readonly t: Translator;
  readonly form: FormState;
  /** A field that the site configured (birth date, phone, department …). */
  readonly field: {
    readonly name: string;
    readonly label: string;
    readonly kind: 'text' | 'url' | 'integer' | 'boolean' | 'date' | 'choice';
    readonly optional: boolean;
    readonly maxLength?: number;
    readonly choices?: readonly Choice[];
  };
}

/** The control that fits the kind. */
export function ExtraFieldInput({ t, form, field }: ExtraFieldInputProps): VNode {
  const { kind, choices = [], maxLength, ...rest } = field;
  const shared = { t, form, ...rest };
  if (kind === 'boolean') return <CheckField {...shared} />;
  if (kind === 'choice') {
    return (
      <SelectField
        {...shared}
        choices={choices}
        {...(rest.optional ? { emptyLabel: t('field.choose') } : {})}
      />
    );
  }
  if (kind === 'date') return <TextField {...shared} type="date" />;
  if (kind === 'integer') return <TextField {...shared} inputmode="numeric" />;
  return (
    <TextField
      {...shared}
      {...(kind === 'url' ? { type: kind } : {})}
      {...(maxLength === undefined ? {} : { maxLength })}
    />
  );
}
