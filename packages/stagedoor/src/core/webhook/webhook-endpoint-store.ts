import type { Resealed } from '../kernel/feature-records.ts';
import type { DisabledWhy, NewWebhookEndpoint, WebhookEndpoint, WebhookTarget } from './webhook-endpoint.ts';

/** Endpoints in storage. Address and secrets are encrypted at rest by the adapter. */
export interface WebhookEndpointStore {
  /** Answers its id. Only inside a transaction. */
  add(endpoint: NewWebhookEndpoint): Promise<number>;
  find(id: number): Promise<WebhookEndpoint | null>;
  /** All of them, by their ids. */
  list(): Promise<readonly WebhookEndpoint[]>;
  /** With the log of its deliveries. */
  remove(id: number): Promise<boolean>;
  /** Null enables it again, as if nothing had ever failed. False where it is so already, or is not there. */
  setDisabled(
    id: number,
    disabled: { readonly at: Date; readonly why: DisabledWhy } | null,
  ): Promise<boolean>;
  /** Null for one that is not there, or cannot be opened any more. */
  findTarget(id: number, now: Date): Promise<WebhookTarget | null>;
  /** The secret that is there signs on until `formerEndsAt`; with null it ends now. False for one that is not there, or cannot be opened any more. Only inside a transaction. */
  changeSecret(
    id: number,
    change: { readonly secret: string; readonly formerEndsAt: Date | null },
  ): Promise<boolean>;
  /** What came of a try. `restsUntil` keeps every node from the next one. */
  noteTry(
    id: number,
    state: Pick<WebhookEndpoint, 'failingSince' | 'failures' | 'restsUntil'>,
  ): Promise<void>;
  /** It answered somebody beside the workers: nothing has failed, and it rests no more. One that a worker has is let alone: no worker keeps it longer than `heldAtMost`. */
  noteAnswer(id: number, bounds: { readonly heldAtMost: Date }): Promise<void>;
  /** One more event that it is not told of, and that no log has. */
  noteDropped(id: number): Promise<void>;
  /** What each enabled one asks for. Asked with every event, so it may be a second old. */
  listWanted(): Promise<readonly (readonly string[])[]>;
  /** Seals under the current key what is sealed under one before; counts what no key opens. Only inside a transaction. */
  reseal(): Promise<Resealed>;
}
