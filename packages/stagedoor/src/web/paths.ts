import type { FrameLinks } from '../ui/page-context.ts';

/** Where the pages live. Views link by these names and pages are routed by them, so that neither can drift. */
export const paths = {
  logIn: '/accounts/login/',
  /** POST only: as whom the proxy in front has authenticated. */
  logInRemote: '/accounts/login/remote/',
  logOut: '/accounts/logout/',
  signUp: '/accounts/signup/',
  signUpDone: '/accounts/signup/done/',
  /** GET: ask for the activation mail (logged in: one button; otherwise a field). POST: send it. */
  activation: '/accounts/activation/',
  activationSent: '/accounts/activation/sent/',
  activationDone: '/accounts/activation/done/',
  profile: '/accounts/profile/',
  /** POST `picture`, a file. */
  picture: '/accounts/profile/picture/',
  removePicture: '/accounts/profile/picture/remove/',
  /** Address, password and recent security events at a glance. */
  security: '/accounts/security/',
  /** GET: all addresses. POST `email`: add one. */
  email: '/accounts/email/',
  /** Replaces the primary address by one that is not in the list yet. */
  emailChange: '/accounts/email/change/',
  emailSent: '/accounts/email/sent/',
  emailUndone: '/accounts/email/undone/',
  passwordChange: '/accounts/password/change/',
  passwordChangeDone: '/accounts/password/change/done/',
  passwordSet: '/accounts/password/set/',
  passwordReset: '/accounts/password/reset/',
  passwordResetDone: '/accounts/password/reset/done/',
  resetDone: '/accounts/reset/done/',
  reauthenticate: '/accounts/reauthenticate/',
  /** Authenticator apps and recovery codes; allauth's addresses, as all that begins so. */
  secondFactors: '/accounts/2fa/',
  /** The step of a log-in. */
  secondFactorEnter: '/accounts/2fa/authenticate/',
  secondFactorProve: '/accounts/2fa/reauthenticate/',
  totpBegin: '/accounts/2fa/totp/activate/',
  recoveryCodes: '/accounts/2fa/recovery-codes/generate/',
  passkeys: '/accounts/2fa/webauthn/',
  passkeyAdd: '/accounts/2fa/webauthn/add/',
  /** A passkey that is shown beside the password. */
  securityKeyAdd: '/accounts/2fa/webauthn/add/second-factor/',
  /** POST only, as the two below. */
  passkeyLogIn: '/accounts/2fa/webauthn/login/',
  passkeyEnter: '/accounts/2fa/webauthn/authenticate/',
  passkeyProve: '/accounts/2fa/webauthn/reauthenticate/',
  sessions: '/accounts/sessions/',
  endOtherSessions: '/accounts/sessions/end-others/',
  devices: '/accounts/devices/',
  tokens: '/accounts/tokens/',
  newToken: '/accounts/tokens/new/',
  /** GET: the API token in full, after a recent proof. */
  apiToken: '/accounts/tokens/api/',
  endApiToken: '/accounts/tokens/api/end/',
  /** GET: one's own. POST `name`: make one. Where the site has organizations, as all that begins so. */
  organizations: '/accounts/organizations/',
  /** POST: the session acts in none. */
  noOrganization: '/accounts/organizations/none/',
  data: '/accounts/data/',
  dataDownload: '/accounts/data/download/',
  deleteAccount: '/accounts/delete/',
  accountDeleted: '/accounts/deleted/',
  /** POST `language` (en, es) and `next`: remembers the language in a cookie. */
  language: '/accounts/language/',
  mailCatcher: '/dev/mail/',
  /** POST only. */
  clearMailCatcher: '/dev/mail/clear/',
} as const;

/** Each segment is encoded, so that a key can never leave its place in the path. */
const segment = encodeURIComponent;

export const activationPath = (key: string): string => `/accounts/activation/${segment(key)}/`;
export const emailConfirmPath = (key: string): string => `/accounts/email/confirm/${segment(key)}/`;
export const emailAddPath = (key: string): string => `/accounts/email/add/${segment(key)}/`;
export const invitationPath = (key: string): string => `/accounts/invitations/${segment(key)}/`;
export const invitationSignUpPath = (key: string): string => `${invitationPath(key)}signup/`;
export const emailSendPath = (id: number): string => `/accounts/email/${id}/send/`;
export const emailPrimaryPath = (id: number): string => `/accounts/email/${id}/primary/`;
export const emailRemovePath = (id: number): string => `/accounts/email/${id}/remove/`;
export const stopNoticesPath = (key: string): string => `/accounts/notices/${segment(key)}/`;
export const emailUndoPath = (key: string): string => `/accounts/email/undo/${segment(key)}/`;
export const endSessionPath = (id: number): string => `/accounts/sessions/${id}/end/`;
export const forgetDevicePath = (id: number): string => `/accounts/devices/${id}/forget/`;
export const removeTotpPath = (id: number): string => `/accounts/2fa/totp/${id}/deactivate/`;
export const renamePasskeyPath = (id: number): string => `/accounts/2fa/webauthn/keys/${id}/edit/`;
export const removePasskeyPath = (id: number): string => `/accounts/2fa/webauthn/keys/${id}/remove/`;
export const endTokenPath = (id: number): string => `/accounts/tokens/${id}/end/`;
export const caughtMailPath = (id: string | number): string => `/dev/mail/${segment(String(id))}/`;
/** The HTML body alone, for the sandboxed frame of the mail catcher. */
export const caughtMailHtmlPath = (id: string | number): string => `/dev/mail/${segment(String(id))}/html/`;

/** Where the reset form lives; `token` is the word `set-password` once the session holds the real one. */
export const resetConfirmPath = (uid: string, token: string): string =>
  `/accounts/reset/${segment(uid)}/${segment(token)}/`;

/** `path` with a `next` that the log-in and re-authentication pages come back to; its slashes stay, as Django writes it. */
export const withNext = (path: string, next: string | null | undefined): string =>
  next ? `${path}?next=${segment(next).replaceAll('%2F', '/')}` : path;

/** The log-in for who has just proved their address by a link: nothing is said there of an e-mail that activates. */
export const logInProvedPath = (next: string): string => `${withNext(paths.logIn, next)}&address=proved`;

/** The links of the frames that are the same on every site: part of every `PageContext`. */
export const frameLinks: Omit<FrameLinks, 'foot'> = {
  home: '/',
  logIn: paths.logIn,
  logOut: paths.logOut,
  signUp: paths.signUp,
  profile: paths.profile,
  activation: paths.activation,
  language: paths.language,
  account: [
    { section: 'profile', path: paths.profile },
    { section: 'security', path: paths.security },
    { section: 'sessions', path: paths.sessions },
    { section: 'tokens', path: paths.tokens },
    { section: 'organizations', path: paths.organizations },
    { section: 'data', path: paths.data },
  ],
};
