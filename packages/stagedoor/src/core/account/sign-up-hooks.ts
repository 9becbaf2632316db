import type { Visitor } from '../kernel/visitor.ts';
import type { ExtraValues } from '../user/user.ts';

/** What somebody signs up with: its form is good, and nobody was asked yet whether name and address are free. */
export interface SignUpFacts {
  /** As it will be stored; null where people have none. */
  readonly username: string | null;
  /** `''` for none. */
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly extra: ExtraValues;
  readonly visitor: Visitor;
}

/** What a site asks before a sign-up, outside of every transaction. */
export interface SignUpHooks {
  /** @throws AccountsError to refuse; HookTimeout where nobody answers in time */
  beforeSignUp(facts: SignUpFacts): Promise<void>;
}
