/**
 * Who disabled an endpoint: an operator, its own answer that it is gone (410), or days without a single success: `unreadable` where it could not
 * even be tried, because no key opens its address and secret.
 */
export type DisabledWhy = 'operator' | 'gone' | 'failing' | 'unreadable';

/** Where events are posted to. Its secrets are never in it. */
export interface WebhookEndpoint {
  readonly id: number;
  /** Null where the key that it was sealed under is gone; then its secret is gone, too. */
  readonly url: string | null;
  /** What it asks for; empty for all but `login.failed`, which strangers cause. */
  readonly eventTypes: readonly string[];
  readonly description: string;
  readonly createdAt: Date;
  /** Null while it is told of events. */
  readonly disabled: { readonly at: Date; readonly why: DisabledWhy } | null;
  /** Since the first of the tries that failed without one between that did not; null while all is well. */
  readonly failingSince: Date | null;
  /** How many those are. */
  readonly failures: number;
  /** Nothing is sent to it before then; null where nothing failed. Over when it is past. */
  readonly restsUntil: Date | null;
  /** Events that it was never told of and that are in no log, since it was added: too many of their type waited, and had failed. */
  readonly dropped: number;
  /** Until then the secret before this one signs too; null where there is none. */
  readonly formerSecretEndsAt: Date | null;
}

export interface NewWebhookEndpoint
  extends Pick<WebhookEndpoint, 'eventTypes' | 'description' | 'createdAt'> {
  readonly url: string;
  readonly secret: string;
}

/** What a request to an endpoint is made of; null instead where the key that sealed it is gone. */
export interface WebhookTarget {
  readonly url: string;
  /** Each signs: while a secret is changed over there are two. */
  readonly secrets: readonly string[];
}

/** Whether an endpoint that asked for these types is told of this one. */
export function asksFor(eventTypes: readonly string[], type: string): boolean {
  return eventTypes.length === 0 ? type !== 'login.failed' : eventTypes.includes(type);
}

/** For logs and e-mails: an address may carry a secret in its path. */
export function endpointHost({ url }: Pick<WebhookEndpoint, 'url'>): string {
  return (url === null ? null : URL.parse(url)?.host) ?? '';
}
