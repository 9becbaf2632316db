import { expect, test } from 'vitest';
import type { AuditDetail } from '../../../src/core/audit/audit-event.ts';
import { securityEvent } from '../../../src/core/audit/security-event.ts';
import { accountEventTypes } from '../../../src/core/event/account-event.ts';
import { accountEventsOf } from '../../../src/core/event/account-event-of.ts';
import { operator } from '../../../src/core/kernel/visitor.ts';
import { auditActions } from '../../../src/core/open-features.ts';

const now = new Date('2026-03-02T09:00:00.000Z');
const facts = { userId: 7, visitor: operator, now };

/** What each action of the audit log tells whoever listens, once it went well. */
const told: Readonly<Record<string, string | readonly string[]>> = {
  'sign-up': 'user.created',
  'user-create': 'user.created',
  activation: ['user.activated', 'user.email-verified'],
  'user-activate': 'user.reactivated',
  'user-deactivate': 'user.deactivated',
  'user-delete': 'user.deleted',
  'user-clean-up': 'user.deleted',
  'email-change': 'user.email-changed',
  'email-change-undo': 'user.email-changed',
  'email-add': ['user.email-added', 'user.email-verified'],
  'email-remove': 'user.email-removed',
  'identity-link': 'user.identity-linked',
  'identity-unlink': 'user.identity-unlinked',
  'username-change': 'user.renamed',
  'username-reset': 'user.renamed',
  'profile-change': 'user.profile-changed',
  'password-change': 'user.password-changed',
  'password-set': 'user.password-changed',
  'password-reset': 'user.password-changed',
  'log-in': 'login.succeeded',
  'log-out': 'session.ended',
  'session-end': 'session.ended',
  'session-end-all': 'session.ended',
  'organization-create': 'organization.created',
  'organization-change': 'organization.renamed',
  'organization-delete': 'organization.deleted',
  'membership-add': 'organization.member-added',
  'invitation-accept': 'organization.member-added',
  'membership-change': 'organization.member-changed',
  'membership-remove': 'organization.member-removed',
  'invitation-send': 'organization.invitation-sent',
  'invitation-revoke': 'organization.invitation-revoked',
};

test.each(auditActions)('%s tells what the table says, and of nobody else', (action) => {
  const detail: AuditDetail = action === 'invitation-accept' ? { joined: true } : {};
  const events = accountEventsOf(securityEvent(action, { ...facts, detail }));
  expect(events.map(({ type }) => type)).toEqual([told[action] ?? []].flat());
  for (const { data } of events) expect('userId' in data ? data.userId : 7).toBe(7);
});

test.each(auditActions)('%s that failed tells nothing, unless it is a log-in', (action) => {
  const events = accountEventsOf(securityEvent(action, { ...facts, success: false }));
  expect(events.map(({ type }) => type)).toEqual(action === 'log-in' ? ['login.failed'] : []);
});

test('every type of event is told by some action', () => {
  const types = new Set([...Object.values(told).flat(), 'login.failed']);
  expect([...types].sort()).toEqual([...accountEventTypes].sort());
});

test('an audit event of a site’s feature tells nothing by itself', () => {
  expect(accountEventsOf(securityEvent('guestbook.line-remove', facts))).toEqual([]);
});

test('tells how a user came, what changed of them, and which session it was', () => {
  const of = (action: (typeof auditActions)[number], detail = {}) =>
    accountEventsOf(securityEvent(action, { ...facts, detail }))[0]?.data;
  expect(of('sign-up')).toEqual({ userId: 7, by: 'sign-up' });
  expect(of('sign-up', { backend: 'ldap' })).toEqual({ userId: 7, by: 'outside' });
  expect(of('user-create', { superuser: false })).toEqual({ userId: 7, by: 'operator' });
  expect(of('profile-change', { fields: 'firstName,language' })).toEqual({
    userId: 7,
    fields: ['firstName', 'language'],
  });
  expect(of('log-in', { method: 'password', backend: 'password', session: 9 })).toEqual({
    userId: 7,
    sessionId: 9,
    method: 'password',
  });
  expect(of('log-out', { session: 9 })).toEqual({ userId: 7, sessionId: 9 });
  expect(of('session-end-all', { sessions: 3 })).toEqual({ userId: 7, sessionId: null });
  const everybody = securityEvent('session-end-all', { ...facts, userId: null, detail: { sessions: 90 } });
  expect(accountEventsOf(everybody)[0]?.data).toEqual({ userId: null, sessionId: null });
});

test.each<(typeof auditActions)[number]>(['sign-up', 'user-create', 'password-reset', 'email-change'])(
  '%s tells that an address was verified where one was',
  (action) => {
    const typesOf = (emailVerified: boolean) =>
      accountEventsOf(securityEvent(action, { ...facts, detail: { emailVerified } })).map(({ type }) => type);
    expect(typesOf(true)).toEqual([told[action], 'user.email-verified']);
    expect(typesOf(false)).toEqual([told[action]]);
  },
);

test('tells of an organization which one it is, whom it is about, and what they are there', () => {
  const of = (action: (typeof auditActions)[number], detail = {}, userId: number | null = 7) =>
    accountEventsOf(securityEvent(action, { ...facts, userId, detail: { organization: 3, ...detail } }));
  const named = { name: 'Acme', by: 9, role: 'admin', invitation: 5 };
  expect(of('organization-create', named)[0]?.data).toEqual({ organizationId: 3, userId: 7 });
  expect(of('organization-change', named, null)[0]?.data).toEqual({ organizationId: 3 });
  expect(of('membership-change', named)[0]?.data).toEqual({ organizationId: 3, userId: 7, role: 'admin' });
  expect(of('invitation-send', named, null)[0]?.data).toEqual({ organizationId: 3, invitationId: 5 });
  expect(of('membership-add', named, null)).toEqual([]);
  expect(of('invitation-accept', { ...named, joined: false })).toEqual([]);
});
