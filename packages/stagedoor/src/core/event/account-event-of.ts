import type { AuditAction, AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import type { AccountEvent } from './account-event.ts';

/** What an audit event about a user tells; nothing for what concerns nobody else. */
type Told = (userId: number, detail: AuditDetail) => readonly AccountEvent[];

type Plain = Extract<AccountEvent, { data: { userId: number } }>['type'];
type WithoutMore = Exclude<
  Plain,
  'user.created' | 'user.deleted' | 'user.profile-changed' | 'user.password-changed' | 'login.succeeded'
>;

const NOTHING: readonly AccountEvent[] = [];
const nothing: Told = () => NOTHING;
const plain =
  (type: WithoutMore): Told =>
  (userId) => [{ type, data: { userId } }];
const emailVerified = plain('user.email-verified');
/** Where an address may have been proved by it: the detail says whether one was. */
const provingToo =
  (told: Told): Told =>
  (userId, detail) =>
    detail.emailVerified === true
      ? [...told(userId, detail), ...emailVerified(userId, detail)]
      : told(userId, detail);
/** Where an address was, always. */
const proving =
  (type: WithoutMore): Told =>
  (userId, detail) => [...plain(type)(userId, detail), ...emailVerified(userId, detail)];
const passwordChanged =
  (how: 'change' | 'reset' | 'set'): Told =>
  (userId) => [{ type: 'user.password-changed', data: { userId, how } }];
const sessionEnded: Told = (userId, { session }) => [
  { type: 'session.ended', data: { userId, sessionId: numberOrNull(session) } },
];

/**
 * What each kind of audit event tells whoever listens. Whatever changes an account leaves an audit row in the same transaction, so
 * that nothing is forgotten here which is not missing in the log too; an action that is not in the table does not compile.
 */
const table: Readonly<Record<AuditAction, Told>> = {
  'sign-up': provingToo((userId, { backend }) => [
    { type: 'user.created', data: { userId, by: backend === undefined ? 'sign-up' : 'outside' } },
  ]),
  'user-create': provingToo((userId) => [{ type: 'user.created', data: { userId, by: 'operator' } }]),
  activation: proving('user.activated'),
  'user-activate': plain('user.reactivated'),
  'user-deactivate': plain('user.deactivated'),
  'user-flags': nothing,
  'user-delete': (userId) => [{ type: 'user.deleted', data: { userId, by: 'owner' } }],
  'user-clean-up': (userId) => [{ type: 'user.deleted', data: { userId, by: 'clean-up' } }],
  'email-change': provingToo(plain('user.email-changed')),
  'email-change-undo': plain('user.email-changed'),
  'email-add': proving('user.email-added'),
  'email-remove': plain('user.email-removed'),
  'identity-link': plain('user.identity-linked'),
  'identity-unlink': plain('user.identity-unlinked'),
  'permission-grant': nothing,
  'permission-revoke': nothing,
  'object-permission-grant': nothing,
  'object-permission-revoke': nothing,
  'group-create': nothing,
  'group-rename': nothing,
  'group-delete': nothing,
  'group-permissions-change': nothing,
  'group-member-add': nothing,
  'group-member-remove': nothing,
  'organization-create': nothing,
  'organization-change': nothing,
  'organization-delete': nothing,
  'membership-add': nothing,
  'membership-change': nothing,
  'membership-remove': nothing,
  'invitation-send': nothing,
  'invitation-revoke': nothing,
  'invitation-accept': nothing,
  'role-create': nothing,
  'role-change': nothing,
  'role-delete': nothing,
  'role-assign': nothing,
  'role-unassign': nothing,
  'role-field-change': nothing,
  'username-change': plain('user.renamed'),
  'username-reset': plain('user.renamed'),
  'profile-change': (userId, { fields }) => [
    {
      type: 'user.profile-changed',
      data: {
        userId,
        fields: String(fields ?? '')
          .split(',')
          .filter(Boolean),
      },
    },
  ],
  'password-change': passwordChanged('change'),
  'password-set': passwordChanged('set'),
  'password-reset': provingToo(passwordChanged('reset')),
  'log-in': (userId, { session, method }) => [
    {
      type: 'login.succeeded',
      data: { userId, sessionId: numberOrNull(session), method: String(method) },
    },
  ],
  'log-out': sessionEnded,
  'session-end': sessionEnded,
  'session-end-all': sessionEnded,
  // The same password, in another form.
  'password-upgrade': nothing,
  // Asked for, and not yet done.
  'log-in-wait': nothing,
  'activation-sent': nothing,
  'password-reset-request': nothing,
  'password-reset-sent': nothing,
  'username-reset-request': nothing,
  'email-change-request': nothing,
  'email-add-request': nothing,
  // Of the same session, device or token, or of the operator's house-keeping.
  reauthenticate: nothing,
  'lock-out': nothing,
  unlock: nothing,
  'device-forget': nothing,
  'stage-pass': nothing,
  'data-export': nothing,
  'token-reuse': nothing,
  'api-token-import': nothing,
  'api-token-end': nothing,
  'personal-token-create': nothing,
  'personal-token-end': nothing,
  'signing-key-change': nothing,
  'keys-mend': nothing,
  'jobs-retry': nothing,
  'jobs-discard': nothing,
  'webhook-add': nothing,
  'webhook-remove': nothing,
  'webhook-enable': nothing,
  'webhook-disable': nothing,
  'webhook-secret-change': nothing,
  'webhook-resend': nothing,
  'webhook-test': nothing,
  // What strangers cause without end.
  'csrf-refused': nothing,
  throttled: nothing,
  'permission-denied': nothing,
};

/** What an audit event tells whoever listens; nothing where it is nobody else's business. */
export function accountEventsOf({ action, success, userId, detail }: AuditEvent): readonly AccountEvent[] {
  if (!success) {
    const { method } = detail;
    return action === 'log-in'
      ? [{ type: 'login.failed', data: { userId, method: String(method) } }]
      : NOTHING;
  }
  if (userId === null)
    return action === 'session-end-all'
      ? [{ type: 'session.ended', data: { userId, sessionId: null } }]
      : NOTHING;
  return Object.hasOwn(table, action) ? table[action as AuditAction](userId, detail) : NOTHING;
}

function numberOrNull(value: AuditDetail[string] | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
