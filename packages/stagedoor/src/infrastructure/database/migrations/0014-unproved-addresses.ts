import type { Migration } from '../migration.ts';

/**
 * An address that nobody has proved belongs to nobody: any number of accounts may claim it, and `email_key` is for the
 * one that proved it. The claims are found by a column of their own. Addresses added beside the primary one had no key;
 * `lower` gives those in ASCII theirs, and the others get it when their link is opened.
 */
export const unprovedAddresses: Migration = {
  app: 'stagedoor',
  name: '0014_unproved_addresses',
  statements: () => [
    'alter table account_emailaddress add column unproved_key text',
    'update account_emailaddress set unproved_key = coalesce(email_key, lower(email)) where not verified',
    'update account_emailaddress set email_key = null where not verified',
    `create index account_emailaddress_unproved on account_emailaddress (unproved_key)
      where unproved_key is not null`,
  ],
};
