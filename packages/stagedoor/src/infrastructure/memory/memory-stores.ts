import { AsyncLocalStorage } from 'node:async_hooks';
import type { Stores, Transact } from '../../core/dependencies.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import { createMemoryDeviceStore } from './activity/memory-device-store.ts';
import { createMemoryVisitStore } from './activity/memory-visit-store.ts';
import { createMemoryAuditStore } from './audit/memory-audit-store.ts';
import { createMemoryTokenStores } from './credential/memory-token-stores.ts';
import { createMemoryIdempotencyStore } from './idempotency/memory-idempotency-store.ts';
import { createMemoryLimitStore } from './limit/memory-limit-store.ts';
import { createMemoryRequestLogStore } from './limit/memory-request-log-store.ts';
import { createMemoryOneTimeLinkStore } from './link/memory-one-time-link-store.ts';
import { createMemoryFlowStore } from './login/memory-flow-store.ts';
import { createMemoryGateStore } from './login/memory-gate-store.ts';
import { type Access, copyState, emptyState } from './memory-state.ts';
import { createMemoryJobStore } from './outbox/memory-job-store.ts';
import { createMemoryGroupStore } from './permission/memory-group-store.ts';
import { createMemorySessionStore } from './session/memory-session-store.ts';
import { createMemorySigningKeyStore } from './token/memory-signing-key-store.ts';
import { createMemoryEmailAddressStore } from './user/memory-email-address-store.ts';
import { createMemoryIdentityStore } from './user/memory-identity-store.ts';
import { createMemoryLookupKeyStore } from './user/memory-lookup-key-store.ts';
import { createMemoryUserStore } from './user/memory-user-store.ts';

/** The groups and direct permissions of a user, for tests: the stores only read them. */
export interface MemoryAccess {
  readonly groups?: readonly {
    readonly id: number;
    readonly name: string;
    /** Codenames that its members have. */
    readonly permissions?: readonly string[];
  }[];
  readonly permissions?: readonly string[];
}

export interface MemoryStores extends Stores {
  readonly transact: Transact;
  giveAccess(userId: number, access: MemoryAccess): Promise<void>;
}

/**
 * All stores in memory with the semantics of the SQL ones: transactions run one after the other and a failed one
 * leaves nothing. A store of the outside used inside `transact` throws, because on SQLite it would wait for ever.
 *
 * @example
 * const { transact, ...stores } = createMemoryStores();
 */
export function createMemoryStores(options: { extraFields?: ExtraFields } = {}): MemoryStores {
  let state = emptyState();
  const runAlone = createQueue();
  const storesOver = (access: Access): Stores => createStoresOver(access, options.extraFields ?? {});
  const access: Access = (step) => runAlone(async () => step(state));
  const transact: Transact = (work) =>
    runAlone(async () => {
      const draft = copyState(state);
      const result = await work(storesOver(async (step) => step(draft)));
      state = draft;
      return result;
    });
  return {
    ...storesOver(access),
    transact,
    giveAccess: (userId, { groups = [], permissions = [] }) =>
      access((current) => {
        const members = groups.map(({ id, name }) => ({ id, name }));
        current.groups.set(userId, members);
        for (const { id, permissions: ofGroup = [] } of groups) current.groupPermissions.set(id, ofGroup);
        current.permissions.set(userId, permissions);
      }),
  };
}

function createStoresOver(access: Access, extraFields: ExtraFields): Stores {
  return {
    users: createMemoryUserStore(access, extraFields),
    emailAddresses: createMemoryEmailAddressStore(access),
    identities: createMemoryIdentityStore(access),
    lookupKeys: createMemoryLookupKeyStore(access),
    oneTimeLinks: createMemoryOneTimeLinkStore(access),
    sessions: createMemorySessionStore(access),
    ...createMemoryTokenStores(access),
    flows: createMemoryFlowStore(access),
    gate: createMemoryGateStore(access),
    limits: createMemoryLimitStore(access),
    requestLogs: createMemoryRequestLogStore(access),
    audit: createMemoryAuditStore(access),
    devices: createMemoryDeviceStore(access),
    visits: createMemoryVisitStore(access),
    groups: createMemoryGroupStore(access),
    jobs: createMemoryJobStore(access),
    idempotency: createMemoryIdempotencyStore(access),
    signingKeys: createMemorySigningKeyStore(access),
  };
}

type RunAlone = <Result>(task: () => Promise<Result>) => Promise<Result>;

function createQueue(): RunAlone {
  let last: Promise<unknown> = Promise.resolve();
  const current = new AsyncLocalStorage<{ isRunning: boolean }>();
  return (task) => {
    if (current.getStore()?.isRunning) {
      return Promise.reject(new PlainError('Inside transact, use the stores that it hands over.'));
    }
    const turn = { isRunning: true };
    const result = last
      .then(() => current.run(turn, task))
      .finally(() => {
        turn.isRunning = false;
      });
    last = result.catch(() => undefined);
    return result;
  };
}
