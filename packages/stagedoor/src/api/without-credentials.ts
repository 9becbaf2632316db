/**
 * What routes have in common where nobody is looked for and no cookie plays a part: front ends of other
 * origins call them, and whoever may send the request gains nothing by somebody else's browser.
 */
export const withoutCredentials = {
  method: 'POST',
  access: 'anyone',
  credentials: 'none',
  csrf: 'exempt',
} as const;
