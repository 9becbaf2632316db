import { join } from 'node:path';
import { jwtSecrets } from '../config/jwt/secrets.ts';
import { signingSecrets } from '../config/secret-key/secrets.ts';
import type { Config } from '../config.ts';
import type { Dependencies, Stores } from '../core/dependencies.ts';
import type { Clock } from '../core/kernel/clock.ts';
import { createSigner } from '../core/kernel/signer.ts';
import { createPasswordBackend } from '../core/login/password-backend.ts';
import { credentialKinds } from '../core/open-features.ts';
import { dataFollowsSessions } from '../core/session/data-follows-session.ts';
import type { SessionDataStore } from '../core/session/session-data-store.ts';
import type { Settings } from '../core/settings.ts';
import { findSigningKeys } from '../core/token/signing-key/find-signing-keys.ts';
import { createAuditHeadFile } from '../infrastructure/audit/head-file.ts';
import { makeSigningKey } from '../infrastructure/crypto/make-signing-key.ts';
import { openJwtCodec } from '../infrastructure/crypto/open-jwt-codec.ts';
import type { Sealer } from '../infrastructure/crypto/sealer.ts';
import { timeCodes } from '../infrastructure/crypto/time-codes.ts';
import type { OpenDatabase } from '../infrastructure/database/database.ts';
import { createStores, createTransact } from '../infrastructure/database/stores.ts';
import { createDiskFileStorage } from '../infrastructure/file/disk-file-storage.ts';
import type { MeasuredPasswordHasher } from '../infrastructure/password/password-hasher.ts';
import { createWebAuthn } from '../infrastructure/web-authn/web-authn.ts';
import { isInsideHost } from '../infrastructure/webhook/inside-host.ts';
import { createWebhookSender } from '../infrastructure/webhook/webhook-sender.ts';
import type { FeaturePorts } from './feature-ports.ts';
import { fileOwnersOf } from './file-owners.ts';
import { objectTypesOf } from './object-permissions.ts';
import type { openBackends } from './open-backends.ts';
import { relyingPartyOf } from './relying-party.ts';
import type { StagedoorOptions } from './stagedoor.ts';

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
  readonly featurePorts: FeaturePorts;
  readonly stages: Dependencies['stages'];
  readonly drawPicture: Dependencies['drawPicture'];
  readonly breachedPasswords: Dependencies['breachedPasswords'];
}

/** What the use cases work with: the adapters that the configuration asks for, behind core's ports. */
export function openPorts({
  config,
  settings,
  clock,
  database,
  sealer,
  sessionData,
  backendsBeside,
  passwordHasher,
  options,
  featurePorts,
  stages,
  drawPicture,
  breachedPasswords,
}: Parts): Dependencies {
  const { extraFields } = config;
  const objectTypes = objectTypesOf(options.features ?? []);
  const fileOwners = fileOwnersOf(options.features ?? []);
  const storeOptions = { sealer, extraFields, objectTypes };
  const stores: Stores = createStores(database, storeOptions);
  const transact = dataFollowsSessions(createTransact(database, storeOptions), sessionData);
  const passwordBackend = createPasswordBackend({ users: stores.users, passwordHasher });
  return {
    ...stores,
    ...featurePorts,
    credentialKinds,
    objectTypes,
    fileOwners,
    stages,
    transact,
    sessionData,
    passwordHasher,
    breachedPasswords,
    drawPicture,
    fileStorage: createDiskFileStorage(join(config.dataDir, 'media')),
    authenticationBackends: [...(options.authenticationBackends ?? []), ...backendsBeside(passwordBackend)],
    auditHead: createAuditHeadFile({
      path: join(config.dataDir, 'audit-head.json'),
      secrets: signingSecrets(config),
    }),
    jwtCodec: openJwtCodec({
      rules: settings.jwt.rules,
      secrets: jwtSecrets(config),
      loadKeys: () =>
        findSigningKeys({ ...stores, transact, makeSigningKey, clock }, settings.jwt.rules.algorithm),
      clock,
    }),
    makeSigningKey,
    timeCodes,
    webAuthn: createWebAuthn(relyingPartyOf(config)),
    postWebhook: createWebhookSender({
      timeoutMs: settings.webhook.timeoutMs,
      allowsPrivate: config.webhookAllowPrivate,
    }),
    mayPostWebhook: (url) => config.webhookAllowPrivate || !isInsideHost(new URL(url)),
    signer: createSigner(signingSecrets(config)),
    clock,
    settings,
  };
}
