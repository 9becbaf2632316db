import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import {
  type ExtraFields,
  labelOf,
  type SaidField,
  saidFields,
  URL_MAX_LENGTH,
} from '../../core/user/extra-field.ts';
import type { ExtraFieldInputProps } from '../../ui/extra-field-input.tsx';

export type ExtraFieldDescription = ExtraFieldInputProps['field'];

function describe(name: string, field: SaidField, language: LanguageTag): ExtraFieldDescription {
  const shared = { name, label: labelOf(name, field, language), kind: field.type, optional: true } as const;
  if (field.type === 'text') return { ...shared, maxLength: field.maxLength };
  if (field.type === 'url') return { ...shared, maxLength: field.maxLength ?? URL_MAX_LENGTH };
  if (field.type !== 'choice') return shared;
  const choices = Object.entries(field.choices).map(([value, label]) => ({ value, label }));
  // A default is always chosen, so there is nothing to leave empty.
  return 'nullable' in field ? { ...shared, choices } : { ...shared, choices, optional: false };
}

/** The configured extra fields as a form shows them: those asked at sign-up, or those their owner may edit. */
export function describeExtraFields(
  fields: ExtraFields,
  where: 'sign-up' | 'profile',
  language: LanguageTag,
): readonly ExtraFieldDescription[] {
  return Object.entries(saidFields(fields))
    .filter(([, field]) => (where === 'sign-up' ? field.atSignUp === true : field.editable !== false))
    .map(([name, field]) => describe(name, field, language));
}
