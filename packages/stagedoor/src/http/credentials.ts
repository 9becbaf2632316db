/**
 * Which credentials are looked at: none on routes that hand tokens out for what is in the body; the session alone on pages;
 * `any` is the session, then an Authorization header.
 */
export type Credentials = 'none' | 'session' | 'any';
