/** Settings under which nothing is refused for being too often. */
export const unlimited = Object.fromEntries(
  [
    'LOGIN_PER_ACCOUNT',
    'LOGIN_PER_DEVICE',
    'LOGIN_PER_SOURCE',
    'SIGNUP_PER_SOURCE',
    'MAIL_PER_ADDRESS',
    'RESET_PER_ADDRESS',
    'MAIL_PER_SOURCE',
    'PASSWORD_PER_USER',
    'LINK_PER_SOURCE',
  ].map((name) => [`LIMIT_${name}`, '100000/1m']),
);
