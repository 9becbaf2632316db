/**
 * The commands of ours: a word that is one of these is never looked for among a feature's. The command line has one for each, which
 * a test holds it to.
 */
export const ourCommands: ReadonlySet<string> = new Set([
  'setup_project',
  'migrate',
  'import_sqlite',
  'showmigrations',
  'makemigrations',
  'sqlmigrate',
  'runserver',
  'worker',
  'check',
  'test',
  'generate_key',
  'createsuperuser',
  'changepassword',
  'drf_create_token',
  'import_authtoken',
  'import_guardian',
  'mend_names',
  'unlock',
  'second_factor',
  'devices',
  'logout_all',
  'clearsessions',
  'rotate_keys',
  'jobs',
  'webhook',
  'sendtestemail',
  'users',
  'permission',
  'group',
  'seed_roles',
  'role',
  'organization',
  'users_per_day',
  'audit',
]);

/** Every group of commands has one of this name, which lists the others. */
export const HELP_COMMAND = 'help';

/** Options that every command has. */
export const ourOptions: ReadonlySet<string> = new Set(['site', 'traceback', 'version', 'help']);
