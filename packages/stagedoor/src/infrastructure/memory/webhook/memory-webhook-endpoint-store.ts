import type { WebhookEndpoint } from '../../../core/webhook/webhook-endpoint.ts';
import type { WebhookEndpointStore } from '../../../core/webhook/webhook-endpoint-store.ts';
import { type Access, nextNumber, removeWhere } from '../memory-state.ts';
import type { WebhookEndpointRow } from './rows.ts';

export function createMemoryWebhookEndpointStore(access: Access): WebhookEndpointStore {
  return {
    add: ({ url, secret, eventTypes, description, createdAt }) =>
      access((state) => {
        const id = nextNumber(state, 'webhook-endpoints');
        const asGiven = { id, url, secret, eventTypes, description, createdAt };
        const fresh = { former: null, formerSecretEndsAt: null, disabled: null, heldUntil: null };
        state.webhookEndpoints.set(id, { ...asGiven, ...fresh, failingSince: null, failures: 0, dropped: 0 });
        return id;
      }),
    find: (id) => access(({ webhookEndpoints }) => toEndpoint(webhookEndpoints.get(id))),
    list: () =>
      access(({ webhookEndpoints }) =>
        [...webhookEndpoints.values()].flatMap((row) => toEndpoint(row) ?? []),
      ),
    remove: (id) =>
      access(({ webhookEndpoints, webhookDeliveries }) => {
        removeWhere(webhookDeliveries, ({ endpointId }) => endpointId === id);
        return webhookEndpoints.delete(id);
      }),
    setDisabled: (id, disabled) =>
      access((state) => {
        const row = state.webhookEndpoints.get(id);
        if (row === undefined || (row.disabled === null) === (disabled === null)) return false;
        const fresh = { heldUntil: null, failingSince: null, failures: 0 };
        state.webhookEndpoints.set(id, { ...row, disabled, ...(disabled === null ? fresh : {}) });
        return true;
      }),
    findTarget: (id, now) =>
      access(({ webhookEndpoints }) => {
        const row = webhookEndpoints.get(id);
        if (row === undefined) return null;
        const { url, secret, former, formerSecretEndsAt: endsAt } = row;
        return {
          url,
          secrets: former !== null && endsAt !== null && now < endsAt ? [secret, former] : [secret],
        };
      }),
    changeSecret: (id, { secret, formerEndsAt }) =>
      change(access, id, (row) => ({
        ...row,
        secret,
        former: formerEndsAt === null ? null : row.secret,
        formerSecretEndsAt: formerEndsAt,
      })),
    noteTry: async (id, { failingSince, failures, restsUntil }) => {
      await change(access, id, (row) => ({ ...row, failingSince, failures, heldUntil: restsUntil }));
    },
    noteAnswer: async (id, { heldAtMost }) => {
      await change(access, id, (row) => ({
        ...row,
        failingSince: null,
        failures: 0,
        heldUntil: row.heldUntil !== null && row.heldUntil > heldAtMost ? null : row.heldUntil,
      }));
    },
    noteDropped: async (id) => {
      await change(access, id, (row) => ({ ...row, dropped: row.dropped + 1 }));
    },
    listWanted: () =>
      access(({ webhookEndpoints }) =>
        [...webhookEndpoints.values()]
          .filter(({ disabled }) => disabled === null)
          .map(({ eventTypes }) => eventTypes),
      ),
    // Nothing is sealed here.
    reseal: () => access(({ webhookEndpoints }) => ({ resealed: webhookEndpoints.size, unreadable: 0 })),
  };
}

function change(
  access: Access,
  id: number,
  changed: (row: WebhookEndpointRow) => WebhookEndpointRow,
): Promise<boolean> {
  return access(({ webhookEndpoints }) => {
    const row = webhookEndpoints.get(id);
    if (row !== undefined) webhookEndpoints.set(id, changed(row));
    return row !== undefined;
  });
}

function toEndpoint(row: WebhookEndpointRow | undefined): WebhookEndpoint | null {
  if (row === undefined) return null;
  const { secret: _secret, former: _former, heldUntil, ...endpoint } = row;
  return { ...endpoint, restsUntil: row.failures > 0 ? heldUntil : null };
}
