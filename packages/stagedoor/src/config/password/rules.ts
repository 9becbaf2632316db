import { isLoopbackHost } from '../../core/kernel/this-machine.ts';
import type { Config } from '../complete-config.ts';
import type { Need, SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

type Rule = Config['passwordValidators'][number];

const composition = withRule('composition');
const WEAKER_WITHOUT: readonly Rule[] = ['similarity', 'common', 'numeric', 'context'];

export const passwordRules: SettingRules = {
  needs: {
    PASSWORD_MAX_SIMILARITY: withRule('similarity'),
    PASSWORD_COMPOSITION: composition,
    PASSWORD_CONTEXT_WORDS: withRule('context'),
  },
  problems: ({ breachedPasswordsUrl: address }) =>
    when(
      address !== null && !isRangeAddress(address),
      'BREACHED_PASSWORDS_URL must be an address such as https://api.pwnedpasswords.com, without user, password and query; http:// is for this machine alone.',
    ),
  weakenings: (config) => [
    ...when(
      config.passwordMinLength < 12,
      `PASSWORD_MIN_LENGTH=${config.passwordMinLength}: shorter than 12.`,
    ),
    ...WEAKER_WITHOUT.filter((name) => !config.passwordValidators.includes(name)).map(
      (name) => `PASSWORD_VALIDATORS: the rule ${name} is off.`,
    ),
    ...when(
      config.passwordComposition.length > 0 && composition.isMet(config),
      'PASSWORD_COMPOSITION: rules of composition make passwords easier to guess.',
    ),
  ],
};

function isRangeAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username + url.password + url.search + url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}

function withRule(rule: Rule): Need {
  return {
    words: `${rule} in PASSWORD_VALIDATORS`,
    isMet: ({ passwordValidators }) => passwordValidators.includes(rule),
  };
}
