import type { Signer } from '../../core/kernel/signer.ts';

export type FlashKind = 'success' | 'info' | 'warning' | 'error';

/** A short text for the next page that the visitor sees. */
export interface FlashMessage {
  readonly kind: FlashKind;
  readonly text: string;
}

const PURPOSE = 'flash-messages';
const MOST_MESSAGES = 5;
const LONGEST_TEXT = 800;
/** What a cookie has room for beside its name, its signature and its attributes, before base64. */
const MOST_BYTES = 2_700;

/** The cookie value that carries messages over one redirect: readable, but nobody can write words of their own into it. The last ones count. */
export function packMessages(signer: Signer, messages: readonly FlashMessage[]): string {
  const kept = messages.slice(-MOST_MESSAGES).map(({ kind, text }) => [kind, text.slice(0, LONGEST_TEXT)]);
  while (kept.length > 1 && Buffer.byteLength(JSON.stringify(kept)) > MOST_BYTES) kept.shift();
  const payload = Buffer.from(JSON.stringify(kept)).toString('base64url');
  return `${payload}.${signer.sign(PURPOSE, payload)}`;
}

/** The messages of a cookie value; none when it is not ours. */
export function unpackMessages(signer: Signer, value: string | null): readonly FlashMessage[] {
  const [payload = '', signature = ''] = (value ?? '').split('.');
  if (payload === '' || !signer.verify(PURPOSE, payload, signature)) return [];
  const kept = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as [FlashKind, string][];
  return kept.map(([kind, text]) => ({ kind, text }));
}
