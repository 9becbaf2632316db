import type { AuditDetail, AuditEvent } from '../audit/audit-event.ts';
import type { ToldActions } from '../kernel/feature.ts';
import type { AccountEvent, OrganizationEventData } from './account-event.ts';
import { organizationEventOf } from './organization-event-of.ts';

/** What an audit event about a user tells. */
type Told = (userId: number, detail: AuditDetail) => readonly AccountEvent[];

type Plain = Extract<AccountEvent, { data: { userId: number } }>['type'];
type WithoutMore = Exclude<
  Plain,
  | keyof OrganizationEventData
  | 'user.created'
  | 'user.deleted'
  | 'user.profile-changed'
  | 'user.password-changed'
  | 'login.succeeded'
>;

const NOTHING: readonly AccountEvent[] = [];
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
 * that nothing is forgotten here which is not missing in the log too. A feature says which of its actions are told; one that is told and not in the table
 * does not compile, and of all others nobody is told.
 */
const table: Readonly<Record<keyof ToldActions, Told>> = {
  'sign-up': provingToo((userId, { backend }) => [
    { type: 'user.created', data: { userId, by: backend === undefined ? 'sign-up' : 'outside' } },
  ]),
  'user-create': provingToo((userId) => [{ type: 'user.created', data: { userId, by: 'operator' } }]),
  activation: proving('user.activated'),
  'user-activate': plain('user.reactivated'),
  'user-deactivate': plain('user.deactivated'),
  'user-delete': (userId, { by }) => [
    { type: 'user.deleted', data: { userId, by: by === undefined ? 'owner' : 'operator' } },
  ],
  'user-clean-up': (userId) => [{ type: 'user.deleted', data: { userId, by: 'clean-up' } }],
  'email-change': provingToo(plain('user.email-changed')),
  'email-change-undo': plain('user.email-changed'),
  'email-add': proving('user.email-added'),
  'email-remove': plain('user.email-removed'),
  'identity-link': plain('user.identity-linked'),
  'identity-unlink': plain('user.identity-unlinked'),
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
};

/** What an audit event tells whoever listens; nothing where it is nobody else's business. */
export function accountEventsOf(event: AuditEvent): readonly AccountEvent[] {
  const { action, success, userId, detail } = event;
  if (!success) {
    const { method } = detail;
    return action === 'log-in'
      ? [{ type: 'login.failed', data: { userId, method: String(method) } }]
      : NOTHING;
  }
  const inOrganization = organizationEventOf(event);
  if (inOrganization !== null) return [inOrganization];
  if (userId === null)
    return action === 'session-end-all'
      ? [{ type: 'session.ended', data: { userId, sessionId: null } }]
      : NOTHING;
  return Object.hasOwn(table, action) ? table[action as keyof ToldActions](userId, detail) : NOTHING;
}

function numberOrNull(value: AuditDetail[string] | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
