/**
 * Words of the commands that are no feature's, and of what all commands have; those of features are in `texts/feature`. Those of
 * Django's own commands are its, letter by letter.
 */
export const cli = {
  // Lists
  'cli.next_page': 'There is more: {{option}}',
  'cli.heading.id': 'ID',
  'cli.heading.state': 'STATE',
  'cli.heading.tries': 'TRIES',
  'cli.heading.again_at': 'AGAIN AT',
  'cli.heading.error': 'ERROR',
  'cli.no_such_day': 'The calendar has no {{day}}.',
  'cli.wrong_limit': 'It takes a number from 1 to {{most}}.',
  'cli.wrong_id': 'It takes the id that ended the page before.',
  'cli.wrong_moment': 'It takes a moment such as 2026-05-01 or 2026-05-01T09:30:00Z.',
  'cli.about.limit': 'how many at most, up to {{most}}',
  'cli.about.json': 'one JSON object a line',

  // Migrations
  'cli.no_changes': 'No changes detected',
  'cli.new_fields': 'Extra fields that the database does not have yet:',
  'cli.new_fields_next':
    'There is no file to write: a declared field is its own migration. Add the columns with: stagedoor migrate',
  'cli.unapplied_one': 'The database lacks {{count}} migration. Bring it up to date with: stagedoor migrate',
  'cli.unapplied_other':
    'The database lacks {{count}} migrations. Bring it up to date with: stagedoor migrate',
  'cli.not_migrated': 'The database has no tables of Stagedoor. Make them with: stagedoor migrate',

  // setup_project
  'cli.making_migrations': 'Making migrations...',
  'cli.migrations_made': 'Migrations created successfully.',
  'cli.applying_migrations': 'Applying migrations...',
  'cli.migrations_applied': 'Migrations applied successfully.',
  'cli.creating_superuser': 'Creating superuser...',
  'cli.password_told_once':
    'The password of {{username}} is: {{password}}\nIt is shown this once. Change it with: stagedoor changepassword {{username}}',
  'cli.weak_password_refused': 'In production a superuser gets no password that is easy to guess.',
  'cli.weak_password_taken':
    'Warning: the password is easy to guess. It must be changed before anybody else can reach this site.',
  'cli.setup_email_needed':
    'Give the superuser’s email address with --email: where email really leaves this machine there is no default.',
  'cli.error': 'Error: {{reason}}',

  // runserver, worker and check
  'cli.performing_checks': 'Performing system checks...',
  'cli.check_clean': 'System check identified no issues.',
  'cli.check_loose_ends_one': 'System check identified no failures, and {{count}} thing to look at.',
  'cli.check_loose_ends_other': 'System check identified no failures, and {{count}} things to look at.',
  'cli.check_found_one': 'System check identified {{count}} issue.',
  'cli.check_found_other': 'System check identified {{count}} issues.',
  'cli.check_weaker_one': '{{count}} setting is weaker than it could be.',
  'cli.check_weaker_other': '{{count}} settings are weaker than they could be.',
  'cli.check_misspelt': 'Perhaps misspelt:',
  'cli.no_database_file':
    'The database file {{file}} is not there. Check DATABASE_URL, or make it with: stagedoor migrate',
  'cli.check_warnings': 'Weaker than it could be:',
  'cli.check_errors': 'Production refuses this:',
  'cli.check_impossible': 'No server starts with this:',
  'cli.check_unknown_steps_one':
    'The database has {{count}} migration that this code does not know. It is of a feature that the site has no more, or of a later version:',
  'cli.check_unknown_steps_other':
    'The database has {{count}} migrations that this code does not know. They are of features that the site has no more, or of a later version:',
  'cli.check_name_clashes_one':
    '{{count}} user name is the confirmed address of somebody else, whom a log-in by it finds. The first of the two needs another name, or the site LOGIN_BY=username:',
  'cli.check_name_clashes_other':
    '{{count}} user names are the confirmed addresses of others, whom a log-in by them finds. The first of each two needs another name, or the site LOGIN_BY=username:',
  'cli.check_stale_names_one':
    '{{count}} user name is stored in another form than a log-in looks for. stagedoor mend_names puts it right:',
  'cli.check_stale_names_other':
    '{{count}} user names are stored in another form than a log-in looks for. stagedoor mend_names puts them right:',
  'cli.check_stale_addresses_one':
    '{{count}} address is stored in another form than a log-in looks for, or as confirmed though it is none. stagedoor mend_names puts it right:',
  'cli.check_stale_addresses_other':
    '{{count}} addresses are stored in another form than a log-in looks for, or as confirmed though they are none. stagedoor mend_names puts them right:',
  'cli.check_sealing_stopped':
    'The audit log is not sealed any more, until you have looked (stagedoor audit verify). Log-in goes on:',
  'cli.check_missing_texts': 'Said in English, because the language has no words for it:',
  'cli.check_idle': 'Without effect:',
  'cli.check_unindexed':
    'Lists in an order that no index serves; where they grow long, say index: true of the field:',
  'cli.wrong_address': '"{{address}}" is not a valid port number or address:port pair.',
  'cli.serving': 'Stagedoor {{version}}, {{mode}}, {{database}}. The site is at {{url}}',
  'cli.mail_caught': 'Emails do not leave this machine. Read them at {{url}}',
  'cli.quit': 'Quit the server with CONTROL-C.',
  'cli.worker_runs': 'The worker is running. Quit it with CONTROL-C.',
  'cli.stopping': 'Stopping: work in progress is finished first.',

  // What a person can mend
  'cli.cancelled': 'Operation cancelled.',
  'cli.see_traceback': 'Where it happened is shown with --traceback.',
  'cli.database_read_only': 'The database file is read-only. Check who may write to it and to its directory.',
  'cli.database_busy': 'The database is busy: another process keeps it locked. Try again.',
  'cli.disk_full': 'The disk is full.',
  'cli.not_writable': '{{path}} cannot be written. Check who owns it.',
  'cli.not_a_directory': '{{path}} is not a directory.',
  'cli.usage_hint': 'For help: {{command}}',
  'cli.yes': 'Yes',
  'cli.no': 'No',

  // The site file
  'cli.site_file_missing': 'There is no site file {{path}}.',
  'cli.site_not_exported': '{{path}} must export `site`: { defaults, config }.',
  'cli.site_not_built': '{{path}} cannot be loaded; is the site built? {{reason}}',
  'cli.site_file_broken': '{{path}} cannot be loaded. {{reason}}',

  // Wrong usage, in the words of commander
  'cli.usage.invalid_option': "error: option '{{option}}' argument '{{value}}' is invalid. {{reason}}",
  'cli.usage.invalid_argument':
    "error: command-argument value '{{value}}' is invalid for argument '{{argument}}'. {{reason}}",
  'cli.usage.missing_argument': "error: missing required argument '{{argument}}'",
  'cli.usage.missing_value': "error: option '{{option}}' argument missing",
  'cli.usage.unknown_option': "error: unknown option '{{option}}'",
  'cli.usage.unknown_command': "error: unknown command '{{command}}'",
  'cli.usage.too_many': "error: too many arguments for '{{command}}'. Expected {{expected}} but got {{got}}.",
  'cli.usage.conflict': "error: option '{{option}}' cannot be used with option '{{other}}'",
  'cli.usage.did_you_mean': '(Did you mean {{names}}?)',
  'cli.usage.did_you_mean_one_of': '(Did you mean one of {{names}}?)',

  // Headings and marks of --help
  'cli.help.usage': 'Usage:',
  'cli.help.options': 'Options:',
  'cli.help.arguments': 'Arguments:',
  'cli.help.commands': 'Commands:',
  'cli.help.options_mark': '[options]',
  'cli.help.command_mark': '[command]',
  'cli.help.default': 'default: {{value}}',

  // The help
  'cli.about': 'Accounts for TypeScript: run, migrate and look after a site.',
  'cli.about.feature': 'commands of the site’s feature {{feature}}',
  'cli.not_a_number': 'It must be a whole number.',
  'cli.about.version': 'print the version',
  'cli.about.help': 'print this help',
  'cli.about.help_command': 'print the help of a command',
  'cli.about.site': 'the file that exports `site` (default: stagedoor.config.js or .ts, if it is there)',
  'cli.about.traceback': 'print where an error happened',
  'cli.about.setup_project': 'migrate and make the first superuser',
  'cli.about.setup_project.username': 'its username (default: admin)',
  'cli.about.setup_project.email': 'its email address',
  'cli.about.setup_project.password':
    'its password (better in DJANGO_SUPERUSER_PASSWORD; default: a random one, shown once)',
  'cli.about.makemigrations': 'write the steps that the declarations of resources need',
  'cli.about.makemigrations.noinput': 'ask nothing: what would lose rows or columns is refused',
  'cli.migrations_for': 'Migrations for {{app}}:',
  'cli.migration_written': 'Written: {{path}}',
  'cli.migration_list':
    'The steps of {{app}} are listed in {{path}}. Name them in the feature: migrations: steps',
  'cli.no_migrations_folder':
    'The feature {{app}} does not say where its steps are written: give it migrationsFolder.',
  'cli.column_needs_value':
    '{{what}}: the rows that are there would have nothing in it. Give the field a default, or let it be nullable.',
  'cli.check_missing_steps': 'Declared, and made by no step yet. Write it with: stagedoor makemigrations',
  'cli.column_of_other_type':
    '{{what}}: what is there may not fit. A field of another type is another field: give it another name, and move the values by a step of your own.',
  'cli.column_leads_elsewhere':
    '{{what}}: the keys that are there would be those of other rows, or of none. A reference that leads elsewhere is another field: give it another name and leave the old one out, and move what is to stay by a step of your own.',
  'cli.column_would_repeat':
    '{{what}}: the rows that are there would all have the same in it, and it is unique. Let the field be nullable without a default, give each row its own by a step of your own, and then declare it as it shall be.',
  'cli.table_has_grants':
    '{{what}}: objectPermissions still name what it was, or order by it. Say there what it is called now. Nothing was written.',
  'cli.step_is_there':
    '{{path}} is there already, and the feature {{app}} does not have it. Name the list of its steps in the feature: migrations: steps.',
  'cli.list_has_own_steps':
    '{{path}} was changed by hand, which would be lost. A step of your own is a file beside it, 0002_name, that exports step: makemigrations lists it.',
  'cli.loses_data': 'This loses what is kept there. Write the step?',
  'cli.not_dropped': 'Nothing was written. What is called otherwise now says so with was.',
  'cli.about.makemigrations.check': 'fail if there are any',
  'cli.about.makemigrations.dry_run': 'say what would be written, and write nothing',
  'cli.about.runserver': 'check the settings, serve the site and do its background work',
  'cli.about.runserver.addrport': 'port, or address:port (default: HOST and PORT)',
  'cli.about.runserver.without_worker': 'leave jobs and schedule to `stagedoor worker`',
  'cli.about.worker': 'do background work only: emails, clean-up, audit seals',
  'cli.about.check': 'check the settings',
  'cli.about.check.deploy': 'check them as production would',
  'cli.about.check.database': 'also open the database and see that it is up to date',
  'cli.about.test': 'run the tests of the site, by Vitest or Node’s own runner',
  'cli.about.test.files': 'only these files; left out, all that are called test_… or ….test',
  'cli.no_tests': 'There are no tests: files that are called test_… or ….test.ts, or .js.',
  'cli.tests_failed': 'Tests failed.',
  'cli.about.generate_key': 'print a new key for SECRET_KEY or CRYPTOGRAPHY_KEY',
} as const;
