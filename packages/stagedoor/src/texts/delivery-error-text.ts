import type { Translator } from './translator.ts';

/** A code, and what belongs to it. */
const FORM = /^([a-z-]+)(?: (.+))?$/;

/** Why a webhook was not received, in words; a row of before says it in a sentence, and so it is shown. */
export function deliveryErrorText(t: Translator, error: string): string {
  const [, code = '', detail = ''] = FORM.exec(error) ?? [];
  if (code === 'unreached') return unreachedText(t, detail);
  const key = `webhook.error.${code}`;
  return t.knows(key) ? t(key, { detail }) : error;
}

/** What a receiver's operator should look at; the code stays for whoever searches for it. */
function unreachedText(t: Translator, code: string): string {
  const key = `webhook.unreached.${code}`;
  return t.knows(key) ? `${t(key)} (${code})` : code;
}
