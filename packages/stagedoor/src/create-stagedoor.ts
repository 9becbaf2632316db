import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { settingsFrom } from './config/core-settings.ts';
import { isForItsDeveloper } from './config/development-problems.ts';
import { jwtSecrets } from './config/jwt-secrets.ts';
import { readCertificates } from './config/mail-problems.ts';
import { type Config, type ConfigOverrides, parseConfig } from './config.ts';
import type { Dependencies, Stores } from './core/dependencies.ts';
import type { Clock } from './core/kernel/clock.ts';
import {
  anyFunction,
  checkRecord,
  holding,
  isRecord,
  listOfFunctions,
  type RecordShape,
} from './core/kernel/record-shape.ts';
import { backendsField } from './core/login/backend-shape.ts';
import { createPasswordBackend } from './core/login/password-backend.ts';
import type { PasswordValidator } from './core/password/password-policy.ts';
import type { SessionDataStore } from './core/session/session-data-store.ts';
import type { Settings } from './core/settings.ts';
import type { ForeignApiToken } from './core/token/api-token/adopt-api-token.ts';
import { findSigningKeys } from './core/token/signing-key/find-signing-keys.ts';
import type { UseCasesOf } from './core/typed-use-cases.ts';
import { bindUseCases } from './core/use-cases.ts';
import type { AuthenticationBackend } from './core/user/authentication-backend.ts';
import type { ExtraFields } from './core/user/extra-field.ts';
import { checkFeatures } from './create-stagedoor/check-features.ts';
import { auditWordsOf } from './create-stagedoor/define-audit-event.ts';
import { refusalWordsOf } from './create-stagedoor/define-refusal.ts';
import { wordsOf } from './create-stagedoor/define-texts.ts';
import type { FeatureCore, FeatureUseCases } from './create-stagedoor/feature.ts';
import { letterRenderer } from './create-stagedoor/letter-renderer.ts';
import { openBackends } from './create-stagedoor/open-backends.ts';
import { type OpenedFeature, type OpenedFeatures, openFeatures } from './create-stagedoor/open-features.ts';
import type { JobReadings, Readings } from './create-stagedoor/readings.ts';
import { readingsOf, readJobs } from './create-stagedoor/take-readings.ts';
import { createAuditHeadFile } from './infrastructure/audit/head-file.ts';
import { makeSigningKey } from './infrastructure/crypto/make-signing-key.ts';
import { openJwtCodec } from './infrastructure/crypto/open-jwt-codec.ts';
import { createSealer, type Sealer } from './infrastructure/crypto/sealer.ts';
import type { OpenDatabase } from './infrastructure/database/database.ts';
import { checkExtraFieldTypes } from './infrastructure/database/extra-field-columns.ts';
import { listExtraFields } from './infrastructure/database/migrations/list-extra-fields.ts';
import { listMigrations, migrate } from './infrastructure/database/migrations/migrate.ts';
import type { MigrationState } from './infrastructure/database/migrations/migration-state.ts';
import { openDatabase } from './infrastructure/database/open-database.ts';
import { readAuthtoken } from './infrastructure/database/stores/read-authtoken.ts';
import { createStores, createTransact } from './infrastructure/database/stores/stores.ts';
import { describeFault, framesOf } from './infrastructure/describe-fault.ts';
import { type BackgroundWork, createBackgroundWork } from './infrastructure/jobs/background-work.ts';
import { createJobBell, ringOnEnqueue } from './infrastructure/jobs/job-bell.ts';
import { createLogger, type Logger } from './infrastructure/logging/create-logger.ts';
import { createMailCatcher, type MailCatcher } from './infrastructure/mail/catcher.ts';
import { createConsoleMailer } from './infrastructure/mail/console.ts';
import { createCountedMailer } from './infrastructure/mail/counted-mailer.ts';
import type { Mailer } from './infrastructure/mail/mailer.ts';
import { createSmtpMailer } from './infrastructure/mail/smtp.ts';
import { openCommonPasswordFile } from './infrastructure/password/common-password-file.ts';
import {
  createPasswordHasher,
  type MeasuredPasswordHasher,
  type PasswordHasherOptions,
} from './infrastructure/password/password-hasher.ts';
import { forgiveWhatFollows } from './infrastructure/session/forgiving-session-data.ts';
import { openSessionEngine } from './infrastructure/session/open-session-engine.ts';
import { systemClock } from './infrastructure/system-clock.ts';
import type { LetterSite } from './mail/letter-writer.ts';
import { renderLetter } from './mail/render-letter.ts';
import { type Language, type Translator, translatorsWith } from './texts/translator.ts';

/** Under this application `migrations.list()` names the columns of configured extra fields. */
export const extraFieldApp = 'auth_user';

const DEAF =
  'notifications of PostgreSQL do not arrive, so every request reads the database: is DATABASE_URL a pooler that lends connections for one transaction?';

export interface StagedoorOptions<
  Fields extends ExtraFields = ExtraFields,
  Features extends readonly FeatureCore[] = readonly FeatureCore[],
> {
  /** Where settings come from; `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What code sets beside the environment, and what wins over it: extra fields above all. */
  readonly config?: ConfigOverrides & { readonly extraFields?: Fields };
  /** Further ways of proving a password, asked before those of AUTHENTICATION_BACKENDS. */
  readonly authenticationBackends?: readonly AuthenticationBackend[];
  /** Costs and queue of the hasher, where the defaults do not suit the machine; tests lower them. */
  readonly passwordHasher?: PasswordHasherOptions;
  /**
   * The site's own claims, put into every JSON web token. For clients to read: what a holder may do is always
   * looked up, never taken from a claim.
   */
  readonly tokenClaims?: Dependencies['tokenClaims'];
  /**
   * Rules of the site's own for new passwords, after those of PASSWORD_VALIDATORS and at every door that sets one. What a rule answers as
   * `code` is shown as it is where nobody has words for it.
   */
  readonly passwordValidators?: readonly PasswordValidator[];
  /** What the site itself can do, beside accounts. */
  readonly features?: Features;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

const record = holding('a record', isRecord);
const optionsShape: RecordShape<keyof StagedoorOptions> = {
  env: record,
  config: record,
  authenticationBackends: backendsField,
  passwordHasher: record,
  tokenClaims: anyFunction,
  passwordValidators: listOfFunctions,
  features: holding('a list of features', Array.isArray),
  clock: record,
  logger: record,
};

/** A site's accounts, opened: what every door, worker and command is given. */
export interface Stagedoor<
  Fields extends ExtraFields = ExtraFields,
  Features extends readonly FeatureCore[] = readonly [],
> {
  readonly config: Config;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Everything that can be done with accounts, each a function of one typed input. */
  readonly useCases: UseCasesOf<Fields>;
  /** What can be done with each of the site's own features, by its name. */
  readonly features: FeatureUseCases<Features>;
  /** The same as a list: what the doors are made from. */
  readonly openedFeatures: readonly OpenedFeature[];
  /** The words of one language: those of accounts and of the site's features. */
  translatorFor(language: Language): Translator;
  readonly sessionEngine: SessionDataStore['engine'];
  readonly migrations: {
    /** Brings the database up to date; answers the steps taken. Safe on many nodes at once. */
    apply(): Promise<readonly string[]>;
    list(): Promise<readonly MigrationState[]>;
  };
  /** Jobs, schedule and audit seals: started by the server in its own process, or by a worker. */
  readonly backgroundWork: BackgroundWork;
  /** Where letters go in development; null where there is a mail server. */
  readonly mailCatcher: MailCatcher | null;
  /** The API tokens of a Django site, from a table beside ours. @throws DatabaseProblem */
  readAuthtoken(table: string): Promise<readonly ForeignApiToken[]>;
  /** Sends a letter at once, past the outbox, in English: whether mail leaves at all. Rejects with why it did not. */
  sendTestLetter(to: string): Promise<void>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /** How this process stands, in plain numbers: what `/metrics` serves, for an application that has metrics of its own. */
  readings(): Readings;
  /** How the outbox stands, whoever works on it. Rejects when the database does not answer. */
  readJobs(): Promise<JobReadings>;
  /** Encrypts answers kept for `Idempotency-Key`, under keys of CRYPTOGRAPHY_KEY. */
  readonly sealer: Sealer;
  close(): Promise<void>;
}

/**
 * Opens accounts on a database: reads the configuration, chooses the adapters, binds the use cases. The only place
 * that knows which technology stands behind a port. Does not migrate, listen or start background work.
 *
 * @throws ConfigurationError, DatabaseProblem, RecordProblem, each with a sentence to print.
 * @example
 * const stagedoor = await createStagedoor();
 * await stagedoor.migrations.apply();
 * const { user } = await stagedoor.useCases.logIn({ identifier, password, rememberMe: null, sessionKey: null, visitor });
 */
export async function createStagedoor<
  const Fields extends ExtraFields = ExtraFields,
  const Features extends readonly FeatureCore[] = readonly [],
>(options: StagedoorOptions<Fields, Features> = {}): Promise<Stagedoor<Fields, Features>> {
  checkRecord('The options of createStagedoor', options, optionsShape);
  const siteFeatures: readonly FeatureCore[] = options.features ?? [];
  checkFeatures(siteFeatures);
  const config = parseConfig(options.env ?? process.env, options.config, siteFeatures);
  const settings = settingsFrom(config, openCommonPasswordFile(), options.passwordValidators);
  const clock = options.clock ?? systemClock;
  const logger =
    options.logger ?? createLogger(config.logLevel, undefined, isForItsDeveloper(config) ? 'all' : 'plain');
  const backendsBeside = await openBackends({ config, clock, logger });
  const database = await openDatabase(config.databaseUrl.reveal(), {
    maxConnections: config.databasePoolSize,
    onDeaf: () => logger.warn(DEAF),
  });
  await closingOnProblem(database, () => checkExtraFieldTypes(database, config.extraFields));
  const sealer = createSealer(sealingSecrets(config));
  const engine = await openSessionEngine({
    engine: config.sessionEngine,
    database,
    sealer,
    clock,
    redisUrl: config.redisUrl?.reveal() ?? null,
    directory: join(config.dataDir, 'sessions'),
  });
  const passwordHasher = createPasswordHasher(options.passwordHasher);
  const bell = createJobBell();
  const ports = ringOnEnqueue(
    openPorts({
      config,
      settings,
      clock,
      database,
      sealer,
      sessionData: forgiveWhatFollows(engine.store, (why) =>
        logger.warn({ err: why }, 'data of a session that ended was left until it expires'),
      ),
      backendsBeside,
      passwordHasher,
      options,
      // They are made of the use cases, which are made of these ports: nobody asks before both are there.
      featureRecords: {
        exportOf: (userId) => opened.records.exportOf(userId),
        forget: (stores, userId) => opened.records.forget(stores, userId),
        get expiring() {
          return opened.records.expiring;
        },
      },
    }),
    bell,
  );
  const useCases = bindUseCases(ports);
  const translatorFor = translatorsWith(
    wordsOf(siteFeatures, (language) => ({
      ...auditWordsOf(siteFeatures, language),
      ...refusalWordsOf(siteFeatures, language),
    })),
  );
  const opened: OpenedFeatures = openFeatures(siteFeatures, { ports, accounts: useCases, config });
  const mailCatcher =
    config.mailUrl === null ? createMailCatcher({ directory: join(config.dataDir, 'mail') }) : null;
  const { mailer, counts: mailCounts } = createCountedMailer(mailCatcher ?? openMailer(config));
  const backgroundWork = createBackgroundWork({
    ports,
    mailer,
    bell,
    featureJobs: opened.jobs,
    featureSchedule: opened.schedule,
    renderLetter: letterRenderer(siteFeatures, { site: siteOf(config), translatorFor }),
    // Whatever a job threw may hold a letter: only what is stored with it is told.
    onFailure: ({ error, ...job }) =>
      logger.warn({ ...job, reason: describeFault(error), stack: framesOf(error) }, 'a job failed'),
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
    translatorFor,
    sessionEngine: engine.store.engine,
    migrations: migrationsOf(database, config, siteFeatures),
    backgroundWork,
    mailCatcher,
    sealer,
    readAuthtoken: (table) => readAuthtoken(database, table),
    async sendTestLetter(to) {
      const letter = renderLetter({ letter: 'test' }, siteOf(config), { language: 'en', timeZone: null });
      await mailer.send({ ...letter, to, messageId: `test-${randomUUID()}` });
    },
    ping: () => database.ping(),
    readings: () => readingsOf({ passwordHasher, database, mailCounts }),
    readJobs: () => readJobs(ports),
    async close() {
      await backgroundWork.stop();
      await mailer.close();
      await engine.close();
      await database.close();
    },
  };
}

/** Nobody is handed a database that does not fit, so nobody else could close it. */
async function closingOnProblem(database: OpenDatabase, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface Parts {
  readonly config: Config;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly database: OpenDatabase;
  readonly sealer: Sealer;
  readonly sessionData: SessionDataStore;
  readonly backendsBeside: Awaited<ReturnType<typeof openBackends>>;
  readonly passwordHasher: MeasuredPasswordHasher;
  readonly options: StagedoorOptions;
  readonly featureRecords: Dependencies['featureRecords'];
}

function openPorts({
  config,
  settings,
  clock,
  database,
  sealer,
  sessionData,
  backendsBeside,
  passwordHasher,
  options,
  featureRecords,
}: Parts): Dependencies {
  const { extraFields } = config;
  const stores: Stores = createStores(database, { sealer, extraFields });
  const transact = createTransact(database, { sealer, extraFields });
  const passwordBackend = createPasswordBackend({ users: stores.users, passwordHasher, settings });
  return {
    ...stores,
    transact,
    featureRecords,
    sessionData,
    passwordHasher,
    authenticationBackends: [...(options.authenticationBackends ?? []), ...backendsBeside(passwordBackend)],
    auditHead: createAuditHeadFile({
      path: join(config.dataDir, 'audit-head.json'),
      secrets: signingSecrets(config),
    }),
    tokenClaims: options.tokenClaims ?? noClaims,
    jwtCodec: openJwtCodec({
      rules: settings.jwt.rules,
      secrets: jwtSecrets(config),
      loadKeys: () =>
        findSigningKeys({ ...stores, transact, makeSigningKey, clock }, settings.jwt.rules.algorithm),
      clock,
    }),
    makeSigningKey,
    clock,
    settings,
  };
}

const noClaims: Dependencies['tokenClaims'] = () => ({});

function migrationsOf(
  database: OpenDatabase,
  { extraFields }: Config,
  features: readonly FeatureCore[],
): Stagedoor['migrations'] {
  const migrations = features.flatMap(({ name: app, migrations: steps = [] }) =>
    steps.map((step) => ({ app, ...step })),
  );
  return {
    apply: () => migrate(database, { extraFields, migrations }),
    async list() {
      const steps = await listMigrations(database, migrations);
      const fields = await listExtraFields(database, extraFields);
      // The moment a column was added is not kept; that of the schema it stands in says enough.
      const since = steps.find(({ appliedAt }) => appliedAt !== null)?.appliedAt ?? null;
      const columns = fields.map(({ name, isThere }) => ({
        app: extraFieldApp,
        name,
        appliedAt: isThere ? since : null,
      }));
      return [...steps, ...columns];
    },
  };
}

/** The key that signs, then those that still verify. */
function signingSecrets(config: Config): [string, ...string[]] {
  return [config.secretKey.reveal(), ...config.secretKeyFallbacks.map((secret) => secret.reveal())];
}

/** The key that seals, then those that still open. */
function sealingSecrets(config: Config): [string, ...string[]] {
  return [
    config.cryptographyKey.reveal(),
    ...config.cryptographyKeyFallbacks.map((secret) => secret.reveal()),
  ];
}

function openMailer(config: Config): Mailer {
  const url = config.mailUrl?.reveal() ?? 'console:';
  const from = config.mailFrom;
  if (url.startsWith('console:')) return createConsoleMailer({ from });
  const certificates = config.mailCaFile === null ? null : readCertificates(config.mailCaFile);
  return createSmtpMailer({
    url,
    from,
    production: config.nodeEnv === 'production',
    ...(certificates === null ? {} : { certificateAuthorities: certificates }),
  });
}

function siteOf(config: Config): LetterSite {
  return { name: config.siteName, publicUrl: config.publicUrl.origin };
}
