import type { PendingStage } from '../../core/kernel/stage.ts';
import type { Credentials } from '../settings/credentials.ts';

/** What a route asks of whoever comes: which credentials it looks at, and the stage that it is there to pass. */
export interface AuthenticationRules {
  readonly credentials: Credentials;
  readonly servesStage: PendingStage | null;
  /** The purpose of the ticket that is needed; nothing else is looked at then. */
  readonly ticket?: string | undefined;
  /** Anybody may come here: a header that is no good, or no more, is as good as none. */
  readonly allowsAnyone?: boolean;
  /** It ends whatever the browser came with, so two cookies that are both good need no choice between them. */
  readonly logsOut?: boolean;
}
