import type { MailData, MailName } from '../core/outbox/mail-data.ts';

const username = 'ana';
const resetPath = '/accounts/password/reset/';
const logInPath = '/accounts/login/';
const newEmail = 'new@example.org';
const path = '/accounts/sample/KEY/';
const expiresInMinutes = 60;
const requestDetails = { at: '2026-01-05T10:00:00.000Z', ipAddress: '203.0.113.7', userAgent: '' };
const accounts = [{ username, path, expiresInMinutes, createdAt: '2026-01-04T10:00:00.000Z' }];

/** One e-mail of each kind, for trying out how a site writes them before anybody is written to. */
export const sampleMails: { readonly [Name in MailName]: Extract<MailData, { mail: Name }> } = {
  activation: { mail: 'activation', username, path, expiresInMinutes },
  'activation-of-several': { mail: 'activation-of-several', accounts },
  'already-registered': { mail: 'already-registered', username, logInPath, resetPath, requestDetails },
  welcome: { mail: 'welcome', username, logInPath },
  'password-reset': { mail: 'password-reset', username, path, expiresInMinutes, requestDetails },
  'password-reset-of-several': { mail: 'password-reset-of-several', accounts, requestDetails },
  'username-reset': { mail: 'username-reset', username, path, expiresInMinutes, requestDetails },
  'username-changed': { mail: 'username-changed', username, newUsername: 'anna', resetPath, requestDetails },
  'personal-token-created': {
    mail: 'personal-token-created',
    username,
    name: 'Backup',
    methods: 'read',
    expiresInDays: 30,
    tokensPath: '/accounts/tokens/',
    resetPath,
    requestDetails,
  },
  'password-changed': { mail: 'password-changed', username, how: 'change', resetPath, requestDetails },
  'email-change-confirm': { mail: 'email-change-confirm', username, newEmail, path, expiresInMinutes },
  'email-add-confirm': { mail: 'email-add-confirm', username, newEmail, path, expiresInMinutes },
  'email-list-changed': {
    mail: 'email-list-changed',
    username,
    address: newEmail,
    how: 'added',
    resetPath,
    requestDetails,
  },
  'email-changed': {
    mail: 'email-changed',
    username,
    newEmail,
    undoPath: path,
    undoExpiresInMinutes: expiresInMinutes,
    requestDetails,
  },
  'email-returned': { mail: 'email-returned', username, email: newEmail, resetPath, requestDetails },
  'new-device': {
    mail: 'new-device',
    username,
    sessionsPath: '/accounts/sessions/',
    resetPath,
    requestDetails,
  },
  'guessing-noticed': { mail: 'guessing-noticed', username, failures: 9, resetPath, requestDetails },
  'log-in-held': { mail: 'log-in-held', username, failures: 100, resetPath, requestDetails },
  test: { mail: 'test' },
  'account-deleted': { mail: 'account-deleted', username, requestDetails },
};
