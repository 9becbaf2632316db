import type { User } from '../user/user.ts';
import type { JwtClaims } from './jwt-codec.ts';

/** The site's own claims, in every token it signs; what they say of rights is for display only. */
export interface TokenClaims {
  /** Whether the site has any: for none, nobody is looked up. */
  exist(): boolean;
  /** May wait for other systems, so not inside a transaction. @throws HookTimeout where nobody answers in time */
  of(user: User): Promise<JwtClaims>;
}
