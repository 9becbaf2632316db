import type { Language } from '../texts/translator.ts';

/** The language of the terminal, by the variables of POSIX: Spanish where they ask for it, else English. */
export function spokenLanguage(environment: NodeJS.ProcessEnv): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^es(?![a-z])/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'es' : 'en';
}
