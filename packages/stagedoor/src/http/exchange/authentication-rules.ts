import type { PendingStage } from '../../core/kernel/stage.ts';
import type { Credentials } from '../settings/credentials.ts';

/**
 * What a principal came in: what browsers send by themselves, or what only the client itself can send. A `password` in the
 * header is of the first kind: a browser that was given one sends it along wherever the site is asked from.
 */
export type CredentialSource = 'session-cookie' | 'token-cookie' | 'password' | 'header';

export function isCookie(credentialSource: CredentialSource | null): boolean {
  return credentialSource === 'session-cookie' || credentialSource === 'token-cookie';
}

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
