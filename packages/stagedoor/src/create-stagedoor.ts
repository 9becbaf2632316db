import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { settingsFrom } from './config/core-settings.ts';
import { isForItsDeveloper } from './config/development-problems.ts';
import { sealingSecrets } from './config/secret-key/secrets.ts';
import { type Config, parseConfig } from './config.ts';
import type { Dependencies } from './core/dependencies.ts';
import { publishAccountEvents } from './core/event/publish-account-events.ts';
import { foldRecords } from './core/kernel/feature-records.ts';
import { checkRecord } from './core/kernel/record-shape.ts';
import { accountRecords, accountStages, auditActions } from './core/open-features.ts';
import type { UseCasesOf } from './core/typed-use-cases.ts';
import { bindUseCases } from './core/use-cases.ts';
import type { ExtraFields } from './core/user/extra-field.ts';
import { checkBranding } from './create-stagedoor/branding/branding.ts';
import { openLooksAndWords } from './create-stagedoor/branding/open-looks-and-words.ts';
import { checkAllFeatures } from './create-stagedoor/check-all-features.ts';
import { checkNotices } from './create-stagedoor/check-notices.ts';
import { checkRoles } from './create-stagedoor/check-roles.ts';
import { auditActionsOf } from './create-stagedoor/define-audit-event.ts';
import type { FeatureCore, FeatureUseCases } from './create-stagedoor/feature.ts';
import { type FeaturePorts, laterFeaturePorts } from './create-stagedoor/feature-ports.ts';
import { mailRenderer } from './create-stagedoor/mail-renderer.ts';
import { openAccountResources, openOrganizations } from './create-stagedoor/open-account-resources.ts';
import { openBackends } from './create-stagedoor/open-backends.ts';
import { openBreachedPasswords } from './create-stagedoor/open-breached-passwords.ts';
import { openDrawPicture, picturesNeededBy } from './create-stagedoor/open-draw-picture.ts';
import { openFeatures } from './create-stagedoor/open-features.ts';
import { openMailer } from './create-stagedoor/open-mailer.ts';
import { openPorts } from './create-stagedoor/open-ports.ts';
import { openPubSub } from './create-stagedoor/open-pub-sub.ts';
import { stagesOf } from './create-stagedoor/open-stages.ts';
import { readJobMetrics, readProcessMetrics } from './create-stagedoor/read-metrics.ts';
import { tellingReserved } from './create-stagedoor/reserved-claims.ts';
import { migrationsOf } from './create-stagedoor/site-migrations.ts';
import { siteTokenClaims } from './create-stagedoor/site-token-claims.ts';
import { optionsShape, type Stagedoor, type StagedoorOptions } from './create-stagedoor/stagedoor.ts';
import { watchPrincipalBy } from './create-stagedoor/watch-principal.ts';
import { webhookFeatures } from './create-stagedoor/webhook-feature.ts';
import { createSealer } from './infrastructure/crypto/sealer.ts';
import { columnsOfTable } from './infrastructure/database/columns-of-table.ts';
import { readAuthtoken } from './infrastructure/database/credential/read-authtoken.ts';
import { readGuardian } from './infrastructure/database/object-permission/read-guardian.ts';
import { openDatabase } from './infrastructure/database/open-database.ts';
import { PrincipalWatch } from './infrastructure/database/principal-watch.ts';
import { checkExtraFieldTypes } from './infrastructure/database/user/extra-field-columns.ts';
import { checkUserNames } from './infrastructure/database/user/users-without-names.ts';
import { describeFault, framesOf } from './infrastructure/describe-fault.ts';
import { createBackgroundWork } from './infrastructure/jobs/background-work.ts';
import { createJobNotifier, notifyOnEnqueue } from './infrastructure/jobs/job-notifier.ts';
import { createLogger } from './infrastructure/logging/create-logger.ts';
import { createMailCatcher } from './infrastructure/mail/catcher.ts';
import { createCountedMailer } from './infrastructure/mail/counted-mailer.ts';
import { openCommonPasswordFile } from './infrastructure/password/common-password-file.ts';
import { createPasswordHasher } from './infrastructure/password/password-hasher.ts';
import { openSessionEngine } from './infrastructure/session/open-session-engine.ts';
import { tolerateUnavailable } from './infrastructure/session/tolerant-session-data.ts';
import { systemClock } from './infrastructure/system-clock.ts';
import { renderMail } from './mail/render-mail.ts';

const NO_NOTIFICATIONS =
  'notifications of PostgreSQL do not arrive, so every request reads the database: is DATABASE_URL a pooler that lends connections for one transaction?';

const FAILED_WHEN_FINISHED = 'what came after the transaction of a job failed, and is not tried again';

/**
 * Opens accounts on a database: reads the configuration, chooses the adapters, binds the use cases. With its
 * folder the only place that knows which technology stands behind a port. Does not migrate, listen or start background work.
 *
 * @throws ConfigurationError, DatabaseProblem, RecordProblem, each with a sentence to print.
 * @example
 * const stagedoor = await createStagedoor();
 * await stagedoor.migrations.apply();
 * const { user } = await stagedoor.useCases.login.logIn({ identifier, password, rememberMe: null, sessionKey: null, visitor });
 */
export async function createStagedoor<
  const Fields extends ExtraFields = ExtraFields,
  const Features extends readonly FeatureCore[] = readonly [],
>(options: StagedoorOptions<Fields, Features> = {}): Promise<Stagedoor<Fields, Features>> {
  checkRecord('The options of createStagedoor', options, optionsShape);
  checkAllFeatures(options.features ?? []);
  checkRoles(options.roles ?? [], options.features ?? []);
  checkBranding(options.branding ?? {});
  return await openStagedoor(
    options,
    parseConfig(options.env ?? process.env, options.config, options.features),
  );
}

/**
 * The same by a configuration that was read already, of options that were checked. What was opened is closed again where the rest does
 * not open.
 */
export async function openStagedoor<
  const Fields extends ExtraFields = ExtraFields,
  const Features extends readonly FeatureCore[] = readonly [],
>(options: StagedoorOptions<Fields, Features>, config: Config): Promise<Stagedoor<Fields, Features>> {
  const opened = new AsyncDisposableStack();
  try {
    return await openAll<Fields, Features>(options, config, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** One function, however long: what is opened is given to what comes after it, and each line is one thing that is opened. */
async function openAll<Fields extends ExtraFields, Features extends readonly FeatureCore[]>(
  options: StagedoorOptions<Fields, Features>,
  config: Config,
  toClose: AsyncDisposableStack,
): Promise<Stagedoor<Fields, Features>> {
  const siteFeatures: readonly FeatureCore[] = options.features ?? [];
  checkNotices(siteFeatures, config.extraFields);
  const { branding, languages, mailSite } = openLooksAndWords(options, config);
  const settings = settingsFrom(config, openCommonPasswordFile(), options.passwordValidators);
  const clock = options.clock ?? systemClock;
  const logger =
    options.logger ?? createLogger(config.logLevel, undefined, isForItsDeveloper(config) ? 'all' : 'plain');
  const backendsBeside = await openBackends({ config, clock, logger });
  const database = await openDatabase(config.databaseUrl.reveal(), {
    maxConnections: config.databasePoolSize,
    onSilence: () => logger.warn(NO_NOTIFICATIONS),
  });
  toClose.defer(() => database.close());
  await checkExtraFieldTypes(database, config.extraFields);
  await checkUserNames(database, config.loginBy);
  const sealer = createSealer(sealingSecrets(config));
  const engine = await openSessionEngine({
    engine: config.sessionEngine,
    database,
    sealer,
    clock,
    redisUrl: config.redisUrl?.reveal() ?? null,
    directory: join(config.dataDir, 'sessions'),
  });
  toClose.defer(() => engine.close());
  const stages = [...accountStages, ...stagesOf(siteFeatures)];
  const passwordHasher = createPasswordHasher(options.passwordHasher);
  const drawPicture = await openDrawPicture(picturesNeededBy(config, siteFeatures));
  const jobNotifier = createJobNotifier();
  const notifying = notifyOnEnqueue(
    openPorts({
      config,
      settings,
      clock,
      database,
      sealer,
      sessionData: tolerateUnavailable(engine.store, (why) =>
        logger.warn({ err: why }, 'data of a session that ended was left until it expires'),
      ),
      backendsBeside,
      passwordHasher,
      options,
      stages,
      drawPicture,
      breachedPasswords: openBreachedPasswords(config, logger),
      featurePorts: laterFeaturePorts(() => featurePorts),
    }),
    jobNotifier,
  );
  const ports: Dependencies = publishAccountEvents(notifying, notifying.eventListeners);
  const useCases = bindUseCases(ports);
  const pubSub = openPubSub({
    config,
    database,
    onFault: (error) => logger.error({ err: error }, 'a subscriber failed'),
  });
  toClose.defer(() => pubSub.close());
  const watch = new PrincipalWatch(database.watched, clock, (error) =>
    logger.error({ err: error }, 'who somebody is could not be asked again'),
  );
  toClose.defer(() => watch.close());
  const tellReserved = tellingReserved(settings, (sentence) => logger.warn(sentence));
  const opened = openFeatures(
    [...siteFeatures, ...webhookFeatures(config, { clock, postWebhook: ports.postWebhook, siteFeatures })],
    {
      ports,
      accounts: useCases,
      config,
      pubSub,
      tellReserved,
    },
  );
  const featurePorts: FeaturePorts = {
    eventListeners: opened.listeners,
    featureRecords: foldRecords([...accountRecords(() => ports), ...opened.kept]),
    rowsOfOwner: opened.rowsOfOwner,
    hooks: opened.hooks,
    tokenClaims: siteTokenClaims(options.tokenClaims, { ofFeatures: opened.tokenClaims, tellReserved }),
  };
  const mailCatcher =
    config.mailUrl === null ? createMailCatcher({ directory: join(config.dataDir, 'mail') }) : null;
  const { mailer, counts: mailCounts } = createCountedMailer(mailCatcher ?? openMailer(config));
  toClose.defer(() => mailer.close());
  const backgroundWork = createBackgroundWork({
    ports,
    mailer,
    jobNotifier,
    featureJobs: opened.jobs,
    featureSchedule: opened.schedule,
    renderMail: mailRenderer(siteFeatures, { site: mailSite, languages }),
    // Whatever a job threw may hold an e-mail: only what is stored with it is told.
    onFailure: ({ error, wasFinished, ...job }) =>
      logger.warn(
        { ...job, reason: describeFault(error), stack: framesOf(error) },
        wasFinished ? FAILED_WHEN_FINISHED : 'a job failed',
      ),
    onFault: (error) => logger.error({ err: error }, 'background work failed'),
  });
  return {
    config,
    settings,
    clock,
    logger,
    // The stores read the columns that were declared, and no others.
    useCases: useCases as UseCasesOf<Fields>,
    // Each under the name that its type has.
    features: Object.fromEntries(
      opened.features.map(({ feature, useCases: actions }) => [feature.name, actions]),
    ) as FeatureUseCases<Features>,
    openedFeatures: opened.features,
    rows: opened.rows,
    files: opened.files,
    accountResources: openAccountResources(ports),
    organizations: openOrganizations(ports),
    stages: stages.map(({ name, before }) => ({ name, before })),
    roles: options.roles ?? [],
    auditActions: [...auditActions, ...auditActionsOf(siteFeatures)],
    languages,
    branding,
    translatorFor: languages.translatorFor,
    sessionEngine: engine.store.engine,
    migrations: migrationsOf(database, config, siteFeatures),
    columnsOfTable: (table) => columnsOfTable(database, table),
    backgroundWork,
    mailCatcher,
    sealer,
    readAuthtoken: (table) => readAuthtoken(database, table),
    readGuardian: (anonymous) => readGuardian(database, anonymous),
    async sendTestMail(to) {
      const mail = renderMail({ mail: 'test' }, mailSite, {
        t: languages.translatorFor('en'),
        timeZone: null,
      });
      await mailer.send({ ...mail, to, messageId: `test-${randomUUID()}` });
    },
    pubSub,
    watchPrincipal: watchPrincipalBy(watch, useCases.authentication.recheck),
    ping: () => database.ping(),
    metrics: () => readProcessMetrics({ passwordHasher, database, mailCounts }),
    readJobMetrics: () => readJobMetrics(ports),
    async close() {
      await backgroundWork.stop();
      await toClose.disposeAsync();
    },
  };
}
