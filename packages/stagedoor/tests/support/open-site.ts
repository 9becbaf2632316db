import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
import { describedOrganizations } from '../../src/api/organization/described-organizations.ts';
import { settingsFrom } from '../../src/config/core-settings.ts';
import { jwtSecrets } from '../../src/config/jwt/secrets.ts';
import { type ConfigOverrides, parseConfig } from '../../src/config.ts';
import type { Dependencies } from '../../src/core/dependencies.ts';
import { foldRecords } from '../../src/core/kernel/feature-records.ts';
import { createSigner } from '../../src/core/kernel/signer.ts';
import { createPasswordBackend } from '../../src/core/login/password-backend.ts';
import { accountRecords, accountStages, credentialKinds } from '../../src/core/open-features.ts';
import type { MailData } from '../../src/core/outbox/mail-data.ts';
import { dataFollowsSessions } from '../../src/core/session/data-follows-session.ts';
import type { SessionDataStore } from '../../src/core/session/session-data-store.ts';
import { findSigningKeys } from '../../src/core/token/signing-key/find-signing-keys.ts';
import { bindUseCases } from '../../src/core/use-cases.ts';
import { openLooksAndWords } from '../../src/create-stagedoor/branding/open-looks-and-words.ts';
import { openBackends } from '../../src/create-stagedoor/open-backends.ts';
import { readJobMetrics } from '../../src/create-stagedoor/read-metrics.ts';
import { siteTokenClaims } from '../../src/create-stagedoor/site-token-claims.ts';
import type { Stagedoor, StagedoorOptions } from '../../src/create-stagedoor/stagedoor.ts';
import { makeSigningKey } from '../../src/infrastructure/crypto/make-signing-key.ts';
import { openJwtCodec } from '../../src/infrastructure/crypto/open-jwt-codec.ts';
import { timeCodes } from '../../src/infrastructure/crypto/time-codes.ts';
import { createBackgroundWork } from '../../src/infrastructure/jobs/background-work.ts';
import { createJobNotifier } from '../../src/infrastructure/jobs/job-notifier.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import { type FixedClock, fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';
import { createMemoryFileStorage } from '../../src/infrastructure/memory/memory-file-storage.ts';
import { createMemoryStores, type MemoryStores } from '../../src/infrastructure/memory/memory-stores.ts';
import { createMemorySessionDataStore } from '../../src/infrastructure/memory/session/memory-session-data-store.ts';
import { noBreachedPasswords } from '../../src/infrastructure/password/breached-passwords.ts';
import { createPasswordHasher } from '../../src/infrastructure/password/password-hasher.ts';
import { createPubSub } from '../../src/infrastructure/pubsub/create-pub-sub.ts';
import { createMemoryBroker } from '../../src/infrastructure/pubsub/memory-broker.ts';
import type { ServerOptions } from '../../src/server/server-options.ts';
import { createServer } from '../../src/server.ts';
import { watchAnswers } from './answer-check.ts';
import { Browser } from './browser.ts';
import { commonPasswords } from './common-passwords.ts';
import { noEventListeners, noHooks, noTokenClaims } from './none-of-the-site.ts';
import { webAuthnForTest } from './passkeys.ts';

export interface Site {
  readonly app: ReturnType<typeof createServer>;
  readonly stagedoor: Stagedoor;
  readonly stores: MemoryStores;
  readonly clock: FixedClock;
  /** A visitor with a cookie jar of its own. */
  browser(headers?: Record<string, string>): Browser;
  /** Every e-mail written so far, oldest first. */
  mails(): Promise<readonly { to: string; mail: MailData }[]>;
  close(): Promise<void>;
}

export interface SiteOptions {
  readonly env?: Record<string, string>;
  readonly config?: ConfigOverrides;
  readonly server?: ServerOptions;
  readonly log?: DestinationStream;
  readonly sessionEngine?: SessionDataStore['engine'];
  /** Stands in for the engine's own, as where its storage is away. */
  readonly saveSessionData?: SessionDataStore['save'];
  readonly ping?: () => Promise<void>;
  /** In the place of those that a site has. */
  readonly stages?: Dependencies['stages'];
  readonly tokenClaims?: NonNullable<StagedoorOptions['tokenClaims']>;
}

/** A whole site in memory: the real core, interfaces and hasher, a clock that stands still, nothing listening. */
export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const directory = await mkdtemp(join(tmpdir(), 'stagedoor-'));
  const env = { NODE_ENV: 'test', DATA_DIR: directory, LOG_LEVEL: 'silent', ...options.env };
  const config = parseConfig(env, options.config);
  const settings = settingsFrom(config, commonPasswords);
  const { stages = accountStages } = options;
  const clock = fixedClock('2026-03-01T12:00:00.000Z');
  const stores = createMemoryStores({ extraFields: config.extraFields });
  const passwordHasher = createPasswordHasher({ memoryCostKib: 1_024, timeCost: 1 });
  const logger = createLogger(config.logLevel, options.log);
  const backendsBeside = await openBackends({ config, clock, logger });
  const engine = createMemorySessionDataStore();
  const sessionData: SessionDataStore = {
    ...engine,
    engine: options.sessionEngine ?? engine.engine,
    save: options.saveSessionData ?? engine.save,
  };
  const ports: Dependencies = {
    ...stores,
    transact: dataFollowsSessions(stores.transact, sessionData),
    credentialKinds,
    objectTypes: new Map(),
    fileOwners: new Map(),
    featureRecords: foldRecords(accountRecords(() => ports)),
    rowsOfOwner: async () => ({ rows: {}, rows_left_out: [] }),
    sessionData,
    eventListeners: noEventListeners,
    hooks: noHooks,
    timeCodes,
    webAuthn: webAuthnForTest,
    stages,
    breachedPasswords: noBreachedPasswords,
    fileStorage: createMemoryFileStorage(),
    // What is sent is drawn where sharp is tried; here it stays as it is.
    drawPicture: async (sent) => (sent.length > 1 ? sent : null),
    passwordHasher,
    authenticationBackends: backendsBeside(createPasswordBackend({ users: stores.users, passwordHasher })),
    auditHead: {
      read: async () => null,
      write: async () => {},
      signCut: (cut) => ({ ...cut, signature: 'signed' }),
      isSigned: ({ signature }) => signature === 'signed',
    },
    makeSigningKey,
    signer: createSigner([config.secretKey.reveal()]),
    postWebhook: async () => ({ outcome: 'silent', error: 'unreached ECONNREFUSED' }),
    mayPostWebhook: () => true,
    jwtCodec: openJwtCodec({
      rules: settings.jwt.rules,
      secrets: jwtSecrets(config),
      loadKeys: () => findSigningKeys({ ...stores, makeSigningKey, clock }, settings.jwt.rules.algorithm),
      clock,
    }),
    tokenClaims: siteTokenClaims(options.tokenClaims, { ofFeatures: noTokenClaims, tellReserved: () => {} }),
    clock,
    settings,
  };
  const sent: { to: string; mail: MailData }[] = [];
  const backgroundWork = createBackgroundWork({
    ports,
    jobNotifier: createJobNotifier(),
    mailer: {
      async send({ to, text }) {
        sent.push({ to, mail: JSON.parse(text) as MailData });
      },
      async close() {},
    },
    renderMail: (mail) => ({ subject: mail.mail, html: '', text: JSON.stringify(mail) }),
    onFailure: ({ error }) => {
      throw error;
    },
    onFault: (error) => {
      throw error;
    },
  });
  const { branding, languages } = openLooksAndWords({}, config);
  const stagedoor: Stagedoor = {
    config,
    settings,
    clock,
    logger,
    useCases: bindUseCases(ports),
    languages,
    branding,
    translatorFor: languages.translatorFor,
    features: {},
    accountResources: [],
    organizations: describedOrganizations,
    openedFeatures: [],
    rows: () => {
      throw new Error('Memory has no tables of resources.');
    },
    files: {
      read: async () => null,
      keep: async () => {
        throw new Error('Memory has no tables of resources.');
      },
    },
    stages,
    roles: [],
    auditActions: [],
    sessionEngine: ports.sessionData.engine,
    migrations: {
      apply: async () => [],
      move: async () => [],
      plan: async () => ({ kind: 'planned', steps: [] }),
      sqlOf: () => ({ kind: 'sql', isAtomic: true, statements: [] }),
      list: async () => [],
      missing: () => [],
      listUnknown: async () => [],
      importSqlite: async () => ({ kind: 'refused', why: 'no-target' }),
    },
    columnsOfTable: async () => null,
    backgroundWork,
    mailCatcher: null,
    readAuthtoken: async () => [],
    readGuardian: async function* () {},
    sendTestMail: async () => {},
    pubSub: createPubSub(createMemoryBroker, {
      onFault: (error) => {
        throw error;
      },
    }),
    // Whoever changes these stores tells nobody.
    watchPrincipal: () => () => {},
    ping: options.ping ?? (async () => {}),
    metrics: () => ({
      hashing: passwordHasher.load(),
      principals: { hits: 0, misses: 0 },
      mail: { sent: sent.length, failed: 0 },
      connections: null,
    }),
    readJobMetrics: () => readJobMetrics(ports),
    sealer: undefined as never,
    close: async () => {},
  };
  const app = createServer(stagedoor, options.server);
  watchAnswers(app, stagedoor);
  await app.ready();
  return {
    app,
    stagedoor,
    stores,
    clock,
    browser: (headers) => new Browser(app, config.publicUrl, headers),
    async mails() {
      await backgroundWork.drain();
      return sent;
    },
    async close() {
      await app.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
