import type { Visitor } from '../kernel/visitor.ts';
import type { User } from '../user/user.ts';

/** Who is about to be let in: what they had to prove is proved. */
export interface LogInFacts {
  readonly user: User;
  /** `password`, `basic`, `remote-user`, `sign-up`. */
  readonly method: string;
  readonly visitor: Visitor;
}

/** What a site asks before somebody is let in, outside of every transaction. */
export interface LogInHooks {
  /** @throws AccountsError to refuse; HookTimeout where nobody answers in time */
  beforeLogIn(facts: LogInFacts): Promise<void>;
}
