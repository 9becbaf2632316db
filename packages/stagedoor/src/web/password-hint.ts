import type { PasswordPolicy } from '../core/password/password-policy.ts';
import type { Translator } from '../texts/translator.ts';

/** The rules that a form tells before anybody breaks one. */
export type PasswordRules = Pick<PasswordPolicy, 'minimumLength' | 'composition'>;

/** How long a password must be and, where the site asks for it, of which characters. */
export function passwordHint(t: Translator, { minimumLength, composition }: PasswordRules): string {
  const length = t('hint.password_length', { min_length: minimumLength });
  if (composition.length === 0) return length;
  const named = composition.map((character) => t(`hint.character.${character}`));
  const characters = new Intl.ListFormat(t.language, { type: 'conjunction' }).format(named);
  return `${length} ${t('hint.password_with', { characters })}`;
}
