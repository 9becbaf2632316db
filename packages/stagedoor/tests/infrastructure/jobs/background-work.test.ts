import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mailPasswordReset } from '../../../src/core/account/password-reset/mail-password-reset.ts';
import { verifyAudit } from '../../../src/core/audit/verify-audit.ts';
import type { Dependencies } from '../../../src/core/dependencies.ts';
import { hours, minutes, seconds } from '../../../src/core/kernel/clock.ts';
import { foldRecords } from '../../../src/core/kernel/feature-records.ts';
import { createSigner } from '../../../src/core/kernel/signer.ts';
import { accountRecords, credentialKinds } from '../../../src/core/open-features.ts';
import type { Job } from '../../../src/core/outbox/job-store.ts';
import { dataFollowsSessions } from '../../../src/core/session/data-follows-session.ts';
import { createAuditHeadFile } from '../../../src/infrastructure/audit/head-file.ts';
import { makeSigningKey } from '../../../src/infrastructure/crypto/make-signing-key.ts';
import { openJwtCodec } from '../../../src/infrastructure/crypto/open-jwt-codec.ts';
import { timeCodes } from '../../../src/infrastructure/crypto/time-codes.ts';
import {
  type BackgroundWork,
  createBackgroundWork,
} from '../../../src/infrastructure/jobs/background-work.ts';
import { finishInside, LeaseLost } from '../../../src/infrastructure/jobs/finish-inside.ts';
import { createJobNotifier, notifyOnEnqueue } from '../../../src/infrastructure/jobs/job-notifier.ts';
import type { JobFailure } from '../../../src/infrastructure/jobs/job-runner.ts';
import type { Mailer } from '../../../src/infrastructure/mail/mailer.ts';
import { createSmtpMailer } from '../../../src/infrastructure/mail/smtp.ts';
import { type FixedClock, fixedClock } from '../../../src/infrastructure/memory/fixed-clock.ts';
import { createMemoryFileStorage } from '../../../src/infrastructure/memory/memory-file-storage.ts';
import { createMemorySessionDataStore } from '../../../src/infrastructure/memory/session/memory-session-data-store.ts';
import { noBreachedPasswords } from '../../../src/infrastructure/password/breached-passwords.ts';
import { createPasswordHasher } from '../../../src/infrastructure/password/password-hasher.ts';
import { noEventListeners, noHooks, noTokenClaims } from '../../support/none-of-the-site.ts';
import { type OpenStores, openStores } from '../../support/open-stores.ts';
import { webAuthnForTest } from '../../support/passkeys.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';
import { testSettings } from '../../support/test-settings.ts';

const HASH = 'argon2$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g';

describe.each(['memory', 'sqlite', 'postgres'] as const)('background work on %s', (kind) => {
  let stores: OpenStores;
  let sink: SmtpSink;
  let mailer: Mailer;
  let clock: FixedClock;
  let ports: Dependencies;
  let work: BackgroundWork;
  let failures: JobFailure[];

  beforeEach(async () => {
    stores = await openStores(kind);
    sink = await startSmtpSink();
    clock = fixedClock('2026-01-01T12:00:00Z');
    failures = [];
    mailer = createSmtpMailer({
      url: sink.url,
      from: 'noreply@example.com',
      production: false,
      timeouts: { idleMs: 300 },
    });
    const jobNotifier = createJobNotifier();
    const sessionData = createMemorySessionDataStore();
    const auditHead = createAuditHeadFile({ path: join(stores.directory, 'head.json'), secrets: ['secret'] });
    ports = notifyOnEnqueue(
      {
        ...stores,
        credentialKinds,
        objectTypes: new Map(),
        fileOwners: new Map(),
        featureRecords: foldRecords(accountRecords(() => ports)),
        rowsOfOwner: async () => ({ rows: {}, rows_left_out: [] }),
        sessionData,
        transact: dataFollowsSessions(stores.transact, sessionData),
        eventListeners: noEventListeners,
        hooks: noHooks,
        timeCodes,
        webAuthn: webAuthnForTest,
        stages: [],
        passwordHasher: createPasswordHasher(),
        authenticationBackends: [],
        breachedPasswords: noBreachedPasswords,
        fileStorage: createMemoryFileStorage(),
        drawPicture: async () => null,
        auditHead,
        clock,
        settings: testSettings({ REMOVE_UNACTIVATED_AFTER_MINUTES: '15' }),
        tokenClaims: noTokenClaims,
        signer: createSigner(['k'.repeat(50)]),
        makeSigningKey,
        postWebhook: async () => ({ outcome: 'silent', error: 'unreached ECONNREFUSED' }),
        mayPostWebhook: () => true,
        jwtCodec: openJwtCodec({
          rules: testSettings().jwt.rules,
          secrets: ['a secret that no job of these tests signs with'],
          loadKeys: async () => [],
          clock,
        }),
      },
      jobNotifier,
    );
    work = createBackgroundWork({
      ports,
      mailer,
      jobNotifier,
      renderMail: (mail) => ({ subject: mail.mail, html: '<p>x</p>', text: JSON.stringify(mail) }),
      onFailure: (failure) => void failures.push(failure),
      onFault: (error) => {
        throw error;
      },
    });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await work.stop(0);
    await mailer.close();
    await sink.close();
    await stores.close();
  });

  const mailTo = (number: number): Job => ({
    name: 'send-mail',
    to: `user${number}@example.com`,
    language: 'en',
    mail: { mail: 'welcome', username: `user${number}`, logInPath: '/accounts/login/' },
  });
  const write = (number: number) => ports.jobs.enqueue(mailTo(number));
  const recipients = () => sink.mails.flatMap((mail) => mail.recipients).sort();

  async function addUser(): Promise<void> {
    await stores.users.create({
      id: 1,
      username: 'ana',
      firstName: '',
      lastName: '',
      passwordHash: HASH,
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      language: null,
      dateJoined: clock.now(),
      extra: {},
    });
    const email = 'ana@example.com';
    const address = { email, emailKey: email, isVerified: true, isPrimary: true };
    await stores.emailAddresses.add({ id: 2, userId: 1, ...address });
  }

  test('parks an e-mail at once that the server refuses for good', async () => {
    await write(1);
    await write(2);
    sink.next('refuse-for-good');
    await work.drain();
    expect(recipients()).toEqual(['user2@example.com']);
    expect(await stores.jobs.listParked(9)).toMatchObject([
      { attempts: 1, error: 'the mail server answered DATA with 554' },
    ]);
  });

  test('loses no e-mail to a server that is busy, hangs or is gone, and sends each once', async () => {
    for (let number = 1; number <= 6; number += 1) await write(number);
    sink.next('refuse-for-now', 'hang', 'refuse-for-now', 'accept', 'refuse-for-now');
    await work.drain();
    expect(failures.length).toBeGreaterThanOrEqual(4);
    clock.advance(seconds(2));
    await work.drain();
    expect(recipients()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `user${number}@example.com`));
    expect(await stores.jobs.count()).toEqual({ waiting: 0, running: 0, parked: 0 });
  });

  test('waits out a server that is down', async () => {
    const { port } = sink;
    await sink.close();
    await write(1);
    await work.drain();
    expect(await stores.jobs.count()).toMatchObject({ waiting: 1 });
    sink = await startSmtpSink({}, port);
    clock.advance(hours(1));
    await work.drain();
    expect(recipients()).toEqual(['user1@example.com']);
  });

  test('sends one duplicate at most when the server dies after taking a mail, under the same Message-ID', async () => {
    await write(1);
    await write(2);
    sink.next('die-after-data');
    await work.drain();
    clock.advance(hours(1));
    await work.drain();
    expect(recipients()).toEqual(['user1@example.com', 'user1@example.com', 'user2@example.com']);
    const ids = sink.mails.filter((mail) => mail.recipients[0] === 'user1@example.com');
    expect(new Set(ids.map(({ email }) => email.messageId)).size).toBe(1);
    expect(new Set(sink.mails.map(({ email }) => email.messageId)).size).toBe(2);
  });

  test('gives no two e-mails the same Message-ID, even if a row number comes back', async () => {
    await write(1);
    await work.drain();
    await write(2);
    await work.drain();
    const [first, second] = sink.mails.map(({ email }) => email.messageId);
    expect(first).not.toBe(second);
  });

  test('parks an e-mail to what is no address without trying', async () => {
    await ports.jobs.enqueue({ ...mailTo(1), to: 'a@example.com,b@example.com' } as Job);
    await work.drain();
    expect(sink.tries).toBe(0);
    expect(await stores.jobs.count()).toEqual({ waiting: 0, running: 0, parked: 1 });
  });

  test('writes one reset e-mail however often its job is tried, and takes the link back with a lost lease', async () => {
    await addUser();
    const requestDetails = { at: clock.now().toISOString(), ipAddress: '', userAgent: '' };
    const job = {
      name: 'mail-password-reset',
      email: 'ana@example.com',
      language: 'en',
      requestDetails,
    } as const;
    await ports.jobs.enqueue(job);
    const leaseOptions = { leaseMs: minutes(1), limit: 1 };
    const [lost] = await ports.jobs.lease({ now: clock.now(), ...leaseOptions });
    clock.advance(minutes(2));
    const [newest] = await ports.jobs.lease({ now: clock.now(), ...leaseOptions });
    if (!lost || !newest) throw new Error('no lease');
    const with_ = (lease: typeof lost) => ({
      ...ports,
      transact: finishInside(ports.transact, { ...lease, onFinished: () => {} }),
    });
    await expect(mailPasswordReset(with_(lost), job)).rejects.toThrow(LeaseLost);
    expect(await stores.jobs.count()).toEqual({ waiting: 0, running: 1, parked: 0 });
    await mailPasswordReset(with_(newest), job);
    await expect(mailPasswordReset(with_(newest), job)).rejects.toThrow(LeaseLost);
    await work.drain();
    expect(recipients()).toEqual(['ana@example.com']);
    expect(await stores.jobs.count()).toEqual({ waiting: 0, running: 0, parked: 0 });
  });

  test('sends an e-mail right after the commit, without being asked', async () => {
    work.start();
    await ports.transact((inside) => inside.jobs.enqueue(mailTo(1)));
    await vi.waitFor(() => expect(recipients()).toEqual(['user1@example.com']), { timeout: 20_000 });
  });

  test('seals the audit log by itself', async () => {
    work.start();
    await stores.audit.append({
      action: 'log-in',
      success: true,
      occurredAt: clock.now(),
      userId: 1,
      ipAddress: '',
      userAgent: '',
      detail: {},
    });
    await vi.waitFor(
      async () => expect(await verifyAudit(ports)).toMatchObject({ sealed: 1, isSound: true }),
      {
        timeout: 20_000,
      },
    );
  });

  test('has each scheduled job waiting once for its next time, however many nodes start', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
    const nodes = Array.from({ length: 4 }, () =>
      createBackgroundWork({
        ports,
        mailer,
        jobNotifier: createJobNotifier(),
        renderMail: () => ({ subject: '', html: '', text: '' }),
        onFailure: () => undefined,
        onFault: (error) => {
          throw error;
        },
      }),
    );
    for (const node of nodes) node.start();
    for (const node of nodes) await node.stop();
    expect(await stores.jobs.count()).toEqual({ waiting: 4, running: 0, parked: 0 });
  });
});
