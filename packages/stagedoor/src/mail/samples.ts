import type { MailAccount, RequestDetails } from '../core/outbox/mail-data.ts';

/** What the samples of several e-mails say. */
export const username = 'ana';
export const resetPath = '/accounts/password/reset/';
export const logInPath = '/accounts/login/';
export const newEmail = 'new@example.org';
export const path = '/accounts/sample/KEY/';
export const expiresInMinutes = 60;
export const requestDetails: RequestDetails = {
  at: '2026-01-05T10:00:00.000Z',
  ipAddress: '203.0.113.7',
  userAgent: '',
};
export const accounts: readonly MailAccount[] = [
  { username, path, expiresInMinutes, createdAt: '2026-01-04T10:00:00.000Z' },
];
