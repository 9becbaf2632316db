import type { SignUpFacts } from '../core/account/sign-up-hooks.ts';
import type { AccountEventData, AccountEventType } from '../core/event/account-event.ts';
import type { LogInFacts } from '../core/login/log-in-hooks.ts';
import type { JwtClaims } from '../core/token/jwt-codec.ts';
import type { User } from '../core/user/user.ts';
import type { Event } from './event-type.ts';
import type { Inside } from './inside.ts';

/** A failed log-in is no place to refuse: what is thrown there would undo that it was counted. */
type InsideType = Exclude<AccountEventType, 'login.failed'>;

/** A method's type, as the other parts of a record are: a list of features does not know the stores of each. */
type InsideHook<Stores, Type extends InsideType> = {
  run(inside: Inside<Stores>, event: Event<AccountEventData[Type], Type>): Promise<unknown>;
}['run'];

/** What happens in the transaction of an event of accounts: `stores` and nothing else is waited for. What is thrown undoes all of it. */
export type InsideHooks<Stores> = { readonly [Type in InsideType]?: InsideHook<Stores, Type> };

/**
 * What a feature is asked before something happens to accounts, or while it does. To refuse, throw: `refuse` of the feature's own, or an
 * `AccountsError`. Of several features each is asked in the order of the list, and the first that refuses ends it.
 */
export interface FeatureHooks<Stores> {
  /** Before a sign-up is written, wherever it comes from; not for users that an operator or an outside system makes. May wait, 5 s. */
  beforeSignUp?(facts: SignUpFacts): Promise<unknown>;
  /** Before somebody is let in whose proof is good: by a password, a proxy, a sign-up; each request by Basic. May wait, 5 s. */
  beforeLogIn?(facts: LogInFacts): Promise<unknown>;
  /** Further claims of JSON web tokens, for clients to read; what is true now is looked up, never taken from a claim. May wait, 5 s. */
  tokenClaims?(user: User): JwtClaims | Promise<JwtClaims>;
  /** In the transaction of the event, which ends with what is thrown here. */
  readonly inside?: InsideHooks<Stores>;
}
