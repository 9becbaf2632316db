import type { RequiredCharacter } from '../core/password/password-characters.ts';
import type { PasswordPolicy } from '../core/password/password-policy.ts';
import type { Translator } from '../texts/translator.ts';

/** The rules that a form tells before anybody breaks one. */
export type PasswordRules = Pick<PasswordPolicy, 'minimumLength' | 'composition'>;

/** How long a password must be and, where the site asks for it, of which characters; and what works well, where it does. */
export function passwordHint(t: Translator, rules: PasswordRules): string {
  const rule = ruleInWords(t, rules);
  return rules.composition.every(isInAnyWord) ? `${rule} ${t('hint.password_words')}` : rule;
}

const isInAnyWord = (character: RequiredCharacter): boolean =>
  character === 'letter' || character === 'lower';

function ruleInWords(t: Translator, { minimumLength, composition }: PasswordRules): string {
  const named = withoutSaidTwice(composition).map((character) => t(`hint.character.${character}`));
  const params = { min_length: minimumLength };
  if (named.length === 0) return t('hint.password_length', params);
  const characters = new Intl.ListFormat(t.language, { type: 'conjunction' }).format(named);
  return t('hint.password_with', { ...params, characters });
}

/** Upper case or lower case is a letter already. */
function withoutSaidTwice(composition: readonly RequiredCharacter[]): readonly RequiredCharacter[] {
  const hasCase = composition.includes('upper') || composition.includes('lower');
  return hasCase ? composition.filter((character) => character !== 'letter') : composition;
}
