/**
 * The ways in that the JSON API may look at, in REST framework's terms: the session cookie, the cookie of
 * an access token, an access token, an API token or a personal one in the Authorization header, a name and a password there.
 */
export type AuthenticationClass = 'session' | 'jwt-cookie' | 'jwt' | 'token' | 'personal-token' | 'basic';
