import type { PageContext } from 'stagedoor/ui';
import { guestBookTexts } from '../texts/guestbook.ts';
import { homeTexts } from '../texts/home.ts';

export const GUEST_BOOK = '/guestbook/';

/** The site's own sections, in the bar of every page of its own. */
export function navigationOf({ t }: PageContext) {
  return [
    { path: '/', label: t(homeTexts.keys.title) },
    { path: GUEST_BOOK, label: t(guestBookTexts.keys.title) },
  ];
}
