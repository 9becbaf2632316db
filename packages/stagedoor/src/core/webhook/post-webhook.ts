import type { DeliveryError } from './delivery-error.ts';

export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Fires when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** What came back. */
export type WebhookAnswer =
  | { readonly outcome: 'answered'; readonly statusCode: number }
  | { readonly outcome: 'silent'; readonly error: DeliveryError };

/**
 * Posts JSON to an endpoint, whoever that is: bounded in time and in size of the answer, following no redirect, and to an address
 * inside only where the site allows it. It throws nothing.
 */
export type PostWebhook = (post: WebhookPost) => Promise<WebhookAnswer>;

/** Whether an address may be posted to, as far as it says so itself: what a name means is seen when something is posted. */
export type MayPostWebhook = (url: string) => boolean;
