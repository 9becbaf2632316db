import { canonicalEmail } from '../../kernel/email.ts';
import type { Signer } from '../../kernel/signer.ts';
import { decodeUserId, encodeUserId } from '../../link/link-paths.ts';
import { NOTICE_KIND, type Notice } from '../../user/notices.ts';

const PURPOSE = 'stop-notices';
const KEY = /^([^.]+)\.([^.]+)\.([\w-]{43})$/;

/**
 * What a link in a notice carries: it stops notices of this kind to this user, and nothing else, for as long as they go to this
 * mailbox. It has no end of its own: people stop what they get long after it came.
 */
export function noticeKey(signer: Signer, { userId, kind }: Notice, email: string): string {
  return [kind, encodeUserId(userId), signer.sign(PURPOSE, signedText({ userId, kind }, email))].join('.');
}

/** What a key says, before anybody looked whether it was signed. */
export function readNoticeKey(key: string): (Notice & { readonly signature: string }) | null {
  const [, kind = '', uid = '', signature = ''] = KEY.exec(key) ?? [];
  const userId = decodeUserId(uid);
  return NOTICE_KIND.test(kind) && userId !== null ? { userId, kind, signature } : null;
}

export function isNoticeKeyOf(
  signer: Signer,
  { signature, ...notice }: Notice & { readonly signature: string },
  email: string,
): boolean {
  return signer.verify(PURPOSE, signedText(notice, email), signature);
}

function signedText({ userId, kind }: Notice, email: string): string {
  return `${kind}\0${userId}\0${canonicalEmail(email) ?? ''}`;
}
