/** Where mailed links lead. Absolute paths; the mail layer puts the configured origin before them. */
export const linkPaths = {
  activation: (key: string) => `/accounts/activation/${key}/`,
  /** Django's family: `uid` is base64url of the user's id, `token` the key. */
  passwordReset: (userId: number, key: string) => `/accounts/reset/${encodeUserId(userId)}/${key}/`,
  emailChange: (key: string) => `/accounts/email/confirm/${key}/`,
  emailAdd: (key: string) => `/accounts/email/add/${key}/`,
  emailChangeUndo: (key: string) => `/accounts/email/undo/${key}/`,
  /** The key says whose notices of which kind it stops. */
  stopNotices: (key: string) => `/accounts/notices/${key}/`,
  logIn: '/accounts/login/',
  requestReset: '/accounts/password/reset/',
  sessions: '/accounts/sessions/',
  tokens: '/accounts/tokens/',
} as const;

/** Where the site's own front end waits for mailed links, with `{uid}` and `{token}` in it; null for our pages. */
export interface FrontEndLinks {
  readonly activationUrl: string | null;
  readonly passwordResetUrl: string | null;
  /** We have no page for it: null, and there is no such e-mail. */
  readonly usernameResetUrl: string | null;
}

/** What an e-mail links to for activation: our page, or the front end's (djoser's ACTIVATION_URL). */
export function activationLink({ activationUrl }: FrontEndLinks, userId: number, key: string): string {
  return activationUrl === null ? linkPaths.activation(key) : filledIn(activationUrl, userId, key);
}

/** The same for a reset (djoser's PASSWORD_RESET_CONFIRM_URL). */
export function passwordResetLink({ passwordResetUrl }: FrontEndLinks, userId: number, key: string): string {
  return passwordResetUrl === null
    ? linkPaths.passwordReset(userId, key)
    : filledIn(passwordResetUrl, userId, key);
}

/** The same for a username (djoser's USERNAME_RESET_CONFIRM_URL); null where the site has no page for it. */
export function usernameResetLink(
  { usernameResetUrl }: FrontEndLinks,
  userId: number,
  key: string,
): string | null {
  return usernameResetUrl === null ? null : filledIn(usernameResetUrl, userId, key);
}

/** Keys and encoded ids are URL-safe as they are. */
function filledIn(url: string, userId: number, key: string): string {
  return url.replaceAll('{uid}', encodeUserId(userId)).replaceAll('{token}', key);
}

/** Django's uidb64: base64url of the decimal id, without padding. */
export function encodeUserId(id: number): string {
  return Buffer.from(String(id)).toString('base64url');
}

/** The id in a uidb64, or null for anything else. */
export function decodeUserId(uid: string): number | null {
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(uid)) return null;
  const text = Buffer.from(uid, 'base64url').toString('latin1');
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}
