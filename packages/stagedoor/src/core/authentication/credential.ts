import type { Visitor } from '../kernel/visitor.ts';

/** What somebody may show to be known, of whatever transport it came by. */
export type Credential =
  /** The key in a browser's session cookie. */
  | { readonly kind: 'cookie'; readonly sessionKey: string }
  /** An access token, or a sliding one. */
  | { readonly kind: 'jwt'; readonly token: string }
  | { readonly kind: 'api-token'; readonly key: string }
  | { readonly kind: 'personal-token'; readonly token: string }
  /** A single use of one thing, used up by asking. */
  | { readonly kind: 'ticket'; readonly purpose: string; readonly ticket: string }
  /** A name and a password with the request itself: each costs what a log-in costs. */
  | {
      readonly kind: 'password';
      readonly identifier: string;
      readonly password: string;
      readonly visitor: Visitor;
    };
