import type { ExtraField, ExtraFields } from './extra-field.ts';
import type { Settings } from './settings.ts';
import type { User } from './user.ts';

/** The kind of those notices that accounts send by themselves. */
export const ACCOUNT_NOTICES = 'account';

export const NOTICE_KIND = /^[a-z][a-z0-9-]{0,39}$/;

/** An e-mail that somebody may leave out: whose it is, and of which kind. */
export interface Notice {
  readonly userId: number;
  readonly kind: string;
}

/** The kind of notices that a field is its owner's word on; null for any other field. */
export function noticeKindOf(field: ExtraField | undefined): string | null {
  return field?.type === 'boolean' ? (field.notices ?? null) : null;
}

/** The extra field by which people say whether they want notices of a kind; null where the site has none for it. */
export function noticeFieldOf(extraFields: ExtraFields, kind: string): string | null {
  return Object.keys(extraFields).find((name) => noticeKindOf(extraFields[name]) === kind) ?? null;
}

/** Whether somebody wants notices of a kind. What nobody can leave out is wanted. */
export function wantsNotices(
  { extraFields }: Pick<Settings, 'extraFields'>,
  user: Pick<User, 'extra'>,
  kind: string,
): boolean {
  const field = noticeFieldOf(extraFields, kind);
  return field === null || user.extra[field] !== false;
}
