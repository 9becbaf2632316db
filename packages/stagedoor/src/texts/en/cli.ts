/** Words of the command line that the contract fixes (C6, S0-27) and their neighbours. */
export const cli = {
  'cli.superuser_created': 'Superuser created successfully.',
  'cli.superuser_exists': 'Superuser already exists.',
  'cli.username_taken': 'Error: That username is already taken.',
  'cli.email_needed': 'You must use --email with --noinput.',
  'cli.username_needed': 'You must use --username with --noinput.',
  'cli.not_a_terminal':
    'Superuser creation skipped due to not running in a TTY. Use createsuperuser with --noinput to create one.',
  'cli.passwords_differ': 'Error: Your passwords didn’t match.',
  'cli.password_blank': 'Error: Blank passwords aren’t allowed.',
  'cli.password_bypass': 'Bypass password validation and create user anyway?',
  'cli.user_missing': "user '{{username}}' does not exist",
  'cli.changing_password': "Changing password for user '{{username}}'",
  'cli.password_changed': "Password changed successfully for user '{{username}}'",
  'cli.password_aborted': "Aborting password change for user '{{username}}' after {{attempts}} attempts",
  'cli.making_migrations': 'Making migrations...',
  'cli.migrations_made': 'Migrations created successfully.',
  'cli.applying_migrations': 'Applying migrations...',
  'cli.migrations_applied': 'Migrations applied successfully.',
  'cli.creating_superuser': 'Creating superuser...',
  'cli.error': 'Error: {{reason}}',
} as const;
