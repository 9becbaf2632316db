// Made by `node scripts/write-client.ts` from the OpenAPI document; `npm run check` sees that it is current.

/** How an operation of the API is asked for. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: readonly string[];
  readonly hasBody?: true;
}

export const operations = {
  activate: { method: 'POST', path: '/api/activation/confirm/', hasBody: true },
  addEmail: { method: 'POST', path: '/api/users/me/emails/', hasBody: true },
  blacklistToken: { method: 'POST', path: '/api/token/blacklist/', hasBody: true },
  changePassword: { method: 'POST', path: '/api/password/change/', hasBody: true },
  confirmEmail: { method: 'POST', path: '/api/users/me/emails/confirm/', hasBody: true },
  createPersonalToken: { method: 'POST', path: '/api/users/me/tokens/', hasBody: true },
  createTicket: { method: 'POST', path: '/api/tickets/', hasBody: true },
  deleteMe: { method: 'DELETE', path: '/api/users/me/' },
  downloadData: { method: 'GET', path: '/api/users/me/data/', query: ['ticket'] },
  endApiToken: { method: 'DELETE', path: '/api-token-auth/' },
  endOtherSessions: { method: 'DELETE', path: '/api/users/me/sessions/' },
  endPersonalToken: { method: 'DELETE', path: '/api/users/me/tokens/{id}/' },
  endSession: { method: 'DELETE', path: '/api/users/me/sessions/{id}/' },
  forgetDevice: { method: 'DELETE', path: '/api/users/me/devices/{id}/' },
  getCsrfToken: { method: 'GET', path: '/api/csrf/' },
  getEmail: { method: 'GET', path: '/api/users/me/emails/{id}/' },
  getMe: { method: 'GET', path: '/api/users/me/' },
  getSession: { method: 'GET', path: '/api/users/me/sessions/{id}/' },
  listDevices: { method: 'GET', path: '/api/users/me/devices/' },
  listEmails: { method: 'GET', path: '/api/users/me/emails/' },
  listPersonalTokens: { method: 'GET', path: '/api/users/me/tokens/' },
  listPublicKeys: { method: 'GET', path: '/.well-known/jwks.json' },
  listSessions: { method: 'GET', path: '/api/users/me/sessions/' },
  logIn: { method: 'POST', path: '/api/login/', hasBody: true },
  logInByForm: { method: 'POST', path: '/login/', hasBody: true },
  logInForTokenCookies: { method: 'POST', path: '/api/auth/cookie/login/', hasBody: true },
  logInRemoteUser: { method: 'POST', path: '/api/login/remote/' },
  logOut: { method: 'POST', path: '/api/logout/' },
  logOutOfTokenCookies: { method: 'POST', path: '/api/auth/cookie/logout/' },
  makeEmailPrimary: { method: 'PATCH', path: '/api/users/me/emails/{id}/', hasBody: true },
  obtainApiToken: { method: 'POST', path: '/api-token-auth/', hasBody: true },
  obtainSlidingToken: { method: 'POST', path: '/api/token/sliding/', hasBody: true },
  obtainTokenPair: { method: 'POST', path: '/api/token/', hasBody: true },
  refreshSlidingToken: { method: 'POST', path: '/api/token/sliding/refresh/', hasBody: true },
  refreshTokenCookies: { method: 'POST', path: '/api/auth/cookie/refresh/' },
  refreshTokens: { method: 'POST', path: '/api/token/refresh/', hasBody: true },
  registerUser: { method: 'POST', path: '/api/register/', hasBody: true },
  removeEmail: { method: 'DELETE', path: '/api/users/me/emails/{id}/' },
  replaceMe: { method: 'PUT', path: '/api/users/me/', hasBody: true },
  requestPasswordReset: { method: 'POST', path: '/api/password/reset/', hasBody: true },
  resetPassword: { method: 'POST', path: '/api/password/reset/confirm/', hasBody: true },
  sendActivation: { method: 'POST', path: '/api/activation/', hasBody: true },
  sendEmailVerification: { method: 'POST', path: '/api/users/me/emails/{id}/verification/' },
  signUp: { method: 'POST', path: '/api/signup/', hasBody: true },
  updateMe: { method: 'PATCH', path: '/api/users/me/', hasBody: true },
  verifyToken: { method: 'POST', path: '/api/token/verify/', hasBody: true },
  verifyTokenCookie: { method: 'POST', path: '/api/auth/cookie/verify/' },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;
