/**
 * Which credentials are looked at: none on routes that hand tokens out for what is in the body; the session alone on pages;
 * `any` is what API_AUTHENTICATION names, in its order; unset, an Authorization header and then the cookies.
 */
export type Credentials = 'none' | 'session' | 'any';
