import { hostOf } from '../kernel/host-of.ts';
import type { Dependencies } from './dependencies.ts';
import type { NewWebhookEndpoint } from './webhook-endpoint.ts';

const LONGEST_URL = 1_000;
const LONGEST_DESCRIPTION = 200;
/** Of all types together, as they are stored. */
const LONGEST_TYPES = 2_000;

/** What is wrong with what somebody said of an endpoint, and in which field. */
export type WebhookProblem =
  | { readonly field: 'url'; readonly why: 'no-address' | 'not-https' }
  /** `host` is of this machine or of an inner network. */
  | { readonly field: 'url'; readonly why: 'private'; readonly host: string }
  | { readonly field: 'eventTypes'; readonly why: 'unknown'; readonly type: string }
  | { readonly field: 'eventTypes' | 'description'; readonly why: 'too-long' };

export function webhookInputProblem(
  { url, eventTypes, description }: Pick<NewWebhookEndpoint, 'url' | 'eventTypes' | 'description'>,
  {
    eventListeners,
    settings,
    mayPostWebhook,
  }: Pick<Dependencies, 'eventListeners' | 'settings' | 'mayPostWebhook'>,
): WebhookProblem | null {
  const unknown = eventTypes.find((type) => !eventListeners.types.has(type));
  if (unknown !== undefined) return { field: 'eventTypes', why: 'unknown', type: unknown };
  if (eventTypes.join(' ').length > LONGEST_TYPES) return { field: 'eventTypes', why: 'too-long' };
  if (description.length > LONGEST_DESCRIPTION || /\p{Cc}/u.test(description))
    return { field: 'description', why: 'too-long' };
  return urlProblem(url, { ...settings.webhook, mayPostWebhook });
}

/** A user and a password in it would be sent to nobody, and shown in lists. */
function urlProblem(
  text: string,
  {
    allowsClearText,
    mayPostWebhook,
  }: Pick<Dependencies, 'mayPostWebhook'> & { readonly allowsClearText: boolean },
): WebhookProblem | null {
  const url = URL.parse(text);
  const isAddress =
    url !== null &&
    text.length <= LONGEST_URL &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '';
  if (!isAddress) return { field: 'url', why: 'no-address' };
  if (url.protocol !== 'https:' && !allowsClearText) return { field: 'url', why: 'not-https' };
  return mayPostWebhook(url.href) ? null : { field: 'url', why: 'private', host: hostOf(url) };
}
