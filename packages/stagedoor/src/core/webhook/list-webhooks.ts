import type { Dependencies } from './dependencies.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** The endpoints that were added, by their ids. The one that the settings name is not among them. */
export async function listWebhooks(
  deps: Pick<Dependencies, 'webhookEndpoints'>,
): Promise<readonly WebhookEndpoint[]> {
  return await deps.webhookEndpoints.list();
}
