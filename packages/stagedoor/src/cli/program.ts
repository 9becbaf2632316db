import { Command } from 'commander';
import type { FeatureCore } from '../create-stagedoor/feature.ts';
import type { Translator } from '../texts/translator.ts';
import { changePasswordCommand } from './change-password.ts';
import { checkCommand } from './check.ts';
import { clearSessionsCommand } from './clear-sessions.ts';
import type { CommandContext } from './command-context.ts';
import { createSuperuserCommand } from './create-superuser.ts';
import { devicesCommand } from './devices.ts';
import { drfCreateTokenCommand } from './drf-create-token.ts';
import { featureCommands } from './feature-commands.ts';
import { generateKeyCommand } from './generate-key.ts';
import { groupCommand } from './group.ts';
import { importAuthtokenCommand } from './import-authtoken.ts';
import { importGuardianCommand } from './import-guardian.ts';
import { importSqliteCommand } from './import-sqlite.ts';
import { jobsCommand } from './jobs.ts';
import { logOutAllCommand } from './log-out-all.ts';
import { makeMigrationsCommand } from './make-migrations.ts';
import { mendNamesCommand } from './mend-names.ts';
import { migrateCommand } from './migrate.ts';
import { organizationCommand } from './organization.ts';
import { permissionCommand } from './permission.ts';
import { roleCommand } from './role.ts';
import { rotateKeysCommand } from './rotate-keys.ts';
import { runServerCommand } from './run-server.ts';
import { runWorkerCommand } from './run-worker.ts';
import { secondFactorCommand } from './second-factor.ts';
import { seedRolesCommand } from './seed-roles.ts';
import { sendTestEmailCommand } from './send-test-email.ts';
import { setUpProjectCommand } from './set-up-project.ts';
import { showMigrationsCommand } from './show-migrations.ts';
import { sqlMigrateCommand } from './sql-migrate.ts';
import { testCommand } from './test.ts';
import { unlockCommand } from './unlock.ts';
import { helpWords, translateUsage, usageHint } from './usage-words.ts';
import { usersCommand } from './users.ts';
import { usersPerDayCommand } from './users-per-day.ts';
import { auditCommand } from './verify-audit.ts';
import { readVersion } from './version.ts';
import { webhookCommand } from './webhook.ts';

/** In the order of the help: to start a site, to run it, to look after its users and its records. */
const commands: readonly ((context: CommandContext) => Command)[] = [
  setUpProjectCommand,
  migrateCommand,
  showMigrationsCommand,
  makeMigrationsCommand,
  sqlMigrateCommand,
  importSqliteCommand,
  runServerCommand,
  runWorkerCommand,
  checkCommand,
  testCommand,
  generateKeyCommand,
  createSuperuserCommand,
  changePasswordCommand,
  drfCreateTokenCommand,
  importAuthtokenCommand,
  importGuardianCommand,
  mendNamesCommand,
  unlockCommand,
  secondFactorCommand,
  devicesCommand,
  logOutAllCommand,
  clearSessionsCommand,
  rotateKeysCommand,
  jobsCommand,
  webhookCommand,
  sendTestEmailCommand,
  usersCommand,
  permissionCommand,
  groupCommand,
  seedRolesCommand,
  roleCommand,
  organizationCommand,
  usersPerDayCommand,
  auditCommand,
];

/** The whole command line. It throws instead of ending the process. */
export function createProgram(context: CommandContext): Command {
  const { t } = context;
  const program = new Command('stagedoor')
    .description(t('cli.about'))
    .version(readVersion(), '--version', t('cli.about.version'))
    .option('--site <file>', t('cli.about.site'))
    .option('--traceback', t('cli.about.traceback'))
    .helpOption('-h, --help', t('cli.about.help'))
    .helpCommand(`help ${t('cli.help.command_mark')}`, t('cli.about.help_command'))
    .showHelpAfterError(usageHint(t, 'stagedoor'))
    .configureOutput({ outputError: (text, write) => write(translateUsage(t, text)) })
    .configureHelp(helpWords(t))
    .exitOverride();
  for (const make of commands) {
    const command = make(context);
    program.addCommand(command);
    inherit(t, command, program);
  }
  return program;
}

/** Puts the commands of the site's features beside ours. */
export function addFeatureCommands(
  program: Command,
  context: CommandContext,
  features: readonly FeatureCore[],
): void {
  for (const feature of features) {
    if ((feature.commands ?? []).length === 0) continue;
    const command = featureCommands(context, feature);
    program.addCommand(command);
    inherit(context.t, command, program);
  }
}

/** A command that is added as a whole does not learn by itself how its parent handles mistakes. */
function inherit(t: Translator, command: Command, parent: Command): void {
  command.copyInheritedSettings(parent).showHelpAfterError(usageHint(t, wholeName(command)));
  for (const inner of command.commands) inherit(t, inner, command);
}

/** As it is typed: `stagedoor audit list`. */
export function wholeName(command: Command): string {
  return command.parent === null ? command.name() : `${wholeName(command.parent)} ${command.name()}`;
}
