import type { ConfirmActivation } from '../../src/core/account/activation/confirm-activation.ts';
import type { OwnPasswordStored } from '../../src/core/account/password/store-own-password.ts';
import type { SignUp } from '../../src/core/account/sign-up/sign-up-draft.ts';
import type { StoredAuditEvent } from '../../src/core/audit/audit-event.ts';
import type { Dependencies, Stores, Transact } from '../../src/core/dependencies.ts';
import { days, hours, minutes, seconds } from '../../src/core/kernel/clock.ts';
import { canonicalEmail } from '../../src/core/kernel/email.ts';
import { AccountsError, type Refusal } from '../../src/core/kernel/errors.ts';
import { foldRecords } from '../../src/core/kernel/feature-records.ts';
import type { LanguageTag } from '../../src/core/kernel/language-tag.ts';
import { createSigner } from '../../src/core/kernel/signer.ts';
import type { Visitor } from '../../src/core/kernel/visitor.ts';
import type { Limit } from '../../src/core/limit/limit.ts';
import { hasLiveLink, recordMailSent } from '../../src/core/link/mail-link.ts';
import type { LogIn } from '../../src/core/login/log-in.ts';
import { createPasswordBackend } from '../../src/core/login/password-backend.ts';
import { accountRecords, accountStages, credentialKinds } from '../../src/core/open-features.ts';
import type { Job } from '../../src/core/outbox/job-store.ts';
import type { MailData, MailName } from '../../src/core/outbox/mail-data.ts';
import { definePasswordPolicy } from '../../src/core/password/password-policy.ts';
import { dataFollowsSessions } from '../../src/core/session/data-follows-session.ts';
import type { IssuedSession } from '../../src/core/session/issued-session.ts';
import type { SessionHolder } from '../../src/core/session/session.ts';
import type { Settings } from '../../src/core/settings.ts';
import { findSigningKeys } from '../../src/core/token/signing-key/find-signing-keys.ts';
import { bindUseCases, type UseCases } from '../../src/core/use-cases.ts';
import type { AuthenticationBackend } from '../../src/core/user/authentication-backend.ts';
import type { User } from '../../src/core/user/user.ts';
import { makeSigningKey } from '../../src/infrastructure/crypto/make-signing-key.ts';
import { openJwtCodec } from '../../src/infrastructure/crypto/open-jwt-codec.ts';
import { timeCodes } from '../../src/infrastructure/crypto/time-codes.ts';
import { type FixedClock, fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';
import { createMemoryFileStorage } from '../../src/infrastructure/memory/memory-file-storage.ts';
import { createMemoryStores, type MemoryStores } from '../../src/infrastructure/memory/memory-stores.ts';
import { createMemorySessionDataStore } from '../../src/infrastructure/memory/session/memory-session-data-store.ts';
import { noBreachedPasswords } from '../../src/infrastructure/password/breached-passwords.ts';
import { createPasswordHasher } from '../../src/infrastructure/password/password-hasher.ts';
import { commonPasswords } from './common-passwords.ts';
import { noEventListeners, noHooks } from './none-of-the-site.ts';
import { webAuthnForTest } from './passkeys.ts';

export const PASSWORD = 'tulips-under-7-bridges';
export const OTHER_PASSWORD = 'nine-herons-over-the-lake';
export const SIGNING_SECRET = 'tRq7Yw2Lk9Zp4Xc8Vb1Nm6Hs3Gd5Jf0Q';

/** How many hashes run and wait at once. */
export const hashingLine = { running: 2, waiting: 64 } as const;

/** An e-mail that left the outbox. */
export interface SentMail {
  readonly to: string;
  readonly language: LanguageTag;
  readonly mail: MailData;
}

type MailOf<Name extends MailName> = Extract<MailData, { mail: Name }>;

/** Stores with their transactions, in memory or in a database. */
export type StoresForTest = Stores & { readonly transact: Transact } & Pick<MemoryStores, 'giveAccess'>;

/** What a use case cost, in the ways that a stranger might measure. */
export interface Work {
  readonly asked: readonly string[];
  readonly hashed: readonly string[];
  readonly waitedMs: readonly number[];
}

/** Changes to the settings below, level by level. */
export interface SettingsForTest extends Omit<Partial<Settings>, 'session' | 'links' | 'limits' | 'jwt'> {
  /** In the place of those that accounts have. */
  readonly stages?: Dependencies['stages'];
  readonly session?: Partial<Settings['session']>;
  readonly links?: Partial<Settings['links']>;
  readonly limits?: Partial<Settings['limits']>;
  readonly jwt?: Partial<Settings['jwt']>;
}

const wide: Limit = { attempts: 1_000, windowMs: hours(1), blockMs: minutes(1), maxBlockMs: hours(1) };

/** The default profile with limits so wide that only tests of limits meet them. */
export function settingsForTest({ stages: _, ...changes }: SettingsForTest = {}): Settings {
  const defaults: Settings = {
    siteName: 'Stagedoor',
    logInBy: 'either',
    signUpOpen: true,
    signUpByInvitation: false,
    signUpFields: {
      email: { isRequired: true },
      firstName: { isRequired: false, maxLength: 150 },
      lastName: { isRequired: false, maxLength: 150 },
      passwordTwice: true,
    },
    signUpRevealsTakenEmail: false,
    logInAfterSignUp: false,
    unverifiedMayLogIn: false,
    unverifiedMayHaveTokens: true,
    activationAsksPassword: true,
    extraFields: {},
    picturesAt: null,
    passwordPolicy: definePasswordPolicy({ commonPasswords }),
    session: {
      ageSeconds: 1_209_600,
      maxAgeSeconds: 2_592_000,
      staffAgeSeconds: 1_800,
      staffMaxAgeSeconds: 43_200,
      saveEveryRequest: false,
      expireAtBrowserClose: false,
      maxPerUser: 100,
      touchAfterMs: minutes(1),
    },
    reauthenticationWindowMs: minutes(10),
    links: {
      activationUrl: null,
      passwordResetUrl: null,
      usernameResetUrl: null,
      activationMs: days(3),
      passwordResetMs: hours(1),
      emailChangeMs: hours(24),
      emailChangeUndoMs: days(7),
    },
    organizations: { mode: 'open', invitationMs: days(7), mostOwned: 20 },
    failureFloorMs: 500,
    ticketSeconds: 30,
    limits: {
      logInPerAccount: wide,
      logInPerDevice: wide,
      logInPerSource: wide,
      signUpPerSource: wide,
      mailPerAddress: wide,
      resetPerAddress: wide,
      mailPerSource: wide,
      passwordPerUser: wide,
      linkPerSource: wide,
    },
    throttles: { anonymous: null, user: null, scopes: {} },
    removeUnactivatedAfterMs: null,
    notifyNewDevice: true,
    retention: { auditMs: null, strangerVisitsMs: days(90), visitDaysMs: days(730) },
    webhook: {
      timeoutMs: seconds(15),
      disableAfterMs: days(5),
      logMs: days(30),
      allowsClearText: true,
    },
    apiTokenTellsUser: false,
    apiTokenAtSignUp: false,
    apiTokenSurvivesPasswordChange: false,
    jwt: {
      rules: { algorithm: 'HS256', audience: [], issuer: null, leewaySeconds: 0 },
      claimNames: { type: 'token_type', id: 'jti', userId: 'user_id' },
      accessTokenSeconds: 300,
      refreshTokenSeconds: 86_400,
      slidingTokenSeconds: 300,
      slidingRefreshSeconds: 86_400,
      rotateRefreshTokens: true,
      blacklistAfterRotation: true,
      updateLastLogin: true,
      headerTypes: ['Bearer'],
      checkRevokeToken: false,
      claims: [],
      isStateless: false,
      keyOverlapMs: hours(1),
    },
  };
  return {
    ...defaults,
    ...changes,
    session: { ...defaults.session, ...changes.session },
    links: { ...defaults.links, ...changes.links },
    limits: { ...defaults.limits, ...changes.limits },
    jwt: { ...defaults.jwt, ...changes.jwt },
  };
}

/** The accounts of one test, with its own time, memory, mailboxes and audit log. */
export class AccountsForTest {
  readonly clock: FixedClock;
  readonly settings: Settings;
  readonly stores: StoresForTest;
  readonly deps: Dependencies;
  readonly useCases: UseCases;
  /** Asked before our own; a test may add and take away at any time. */
  readonly backendsBefore: AuthenticationBackend[] = [];
  /** What the site is asked; a test may ask something else at any time. */
  readonly hooks = { ...noHooks };
  /** Each run of a hashing algorithm. */
  readonly hashed: string[] = [];
  /** Each question to a store, as `users.create`; `transact` where a transaction began. */
  readonly asked: string[] = [];
  /** Each moment that a use case waited for; the clock stands still meanwhile, so that stories stay simple. */
  readonly waitedFor: Date[] = [];
  readonly #sent: SentMail[] = [];

  readonly #stages: Dependencies['stages'];

  constructor(settings: Settings, stores: StoresForTest, stages: Dependencies['stages'] = accountStages) {
    this.#stages = stages;
    this.settings = settings;
    this.clock = fixedClock('2026-03-02T09:00:00.000Z');
    this.stores = stores;
    this.deps = this.#dependencies();
    this.useCases = bindUseCases(this.deps);
  }

  #dependencies(): Dependencies {
    const { settings, clock, asked, waitedFor } = this;
    const { transact } = this.stores;
    const watched = watchStores(this.stores, asked);
    const sessionData = createMemorySessionDataStore();
    const passwordHasher = createPasswordHasher({
      memoryCostKib: 8,
      timeCost: 1,
      parallelism: 1,
      iterations: 1,
      rounds: 4,
      scryptCost: 16,
      queue: hashingLine,
      onWork: (algorithm) => this.hashed.push(algorithm),
    });
    const passwordBackend = createPasswordBackend({ users: watched.users, passwordHasher });
    const { backendsBefore } = this;
    let head: { sequence: number; hash: string } | null = null;
    return {
      ...watched,
      credentialKinds,
      objectTypes: new Map(),
      fileOwners: new Map(),
      featureRecords: foldRecords(accountRecords(() => this.deps)),
      rowsOfOwner: async () => ({ rows: {}, rows_left_out: [] }),
      transact: dataFollowsSessions(watchTransact(transact, asked), sessionData),
      sessionData,
      stages: this.#stages,
      eventListeners: noEventListeners,
      hooks: this.hooks,
      breachedPasswords: noBreachedPasswords,
      fileStorage: createMemoryFileStorage(),
      // What is sent is drawn where sharp is tried; here it stays as it is.
      drawPicture: async (sent) => (sent.length > 1 ? sent : null),
      passwordHasher,
      get authenticationBackends() {
        return [...backendsBefore, passwordBackend];
      },
      auditHead: {
        read: async () => head,
        write: async (newest) => {
          head = newest;
        },
        signCut: (cut) => ({ ...cut, signature: 'signed' }),
        isSigned: ({ signature }) => signature === 'signed',
      },
      tokenClaims: { exist: () => true, of: async ({ email }) => ({ email }) },
      jwtCodec: openJwtCodec({
        rules: settings.jwt.rules,
        secrets: [SIGNING_SECRET],
        loadKeys: () =>
          findSigningKeys({ ...watched, transact, makeSigningKey, clock }, settings.jwt.rules.algorithm),
        clock,
      }),
      makeSigningKey,
      timeCodes,
      webAuthn: webAuthnForTest,
      signer: createSigner([SIGNING_SECRET]),
      postWebhook: async () => ({ outcome: 'silent', error: 'unreached ECONNREFUSED' }),
      mayPostWebhook: () => true,
      clock: {
        ...clock,
        waitUntil: async (moment) => {
          waitedFor.push(moment);
        },
      },
      settings,
    };
  }

  /** Runs what waits in the outbox and is due, and what follows from it, until nothing is left. */
  async runJobs(): Promise<void> {
    for (;;) {
      const leased = await this.stores.jobs.lease({ now: this.clock.now(), leaseMs: 1_000, limit: 100 });
      if (leased.length === 0) return;
      for (const { id, lease, job } of leased) {
        await this.#run(job);
        await this.stores.jobs.finish(id, lease);
      }
    }
  }

  async #run(job: Job): Promise<void> {
    const { useCases } = this;
    switch (job.name) {
      case 'send-mail':
        if (job.mail.mail === 'feature') throw new Error('no feature is here');
        if (!(await hasLiveLink(this.deps, job))) return;
        this.#sent.push({ to: job.to, language: job.language, mail: job.mail });
        await recordMailSent(this.deps, job);
        return;
      case 'mail-activation':
        return await useCases.activation.mail(job);
      case 'mail-password-reset':
        return await useCases.password.mailReset(job);
      case 'mail-username-reset':
        return await useCases.username.mailReset(job);
      case 'mail-email-change':
        return await useCases.email.mailChange(job);
      case 'mail-email-address':
        return await useCases.email.mailAddress(job);
      case 'release-email':
        return await useCases.email.release(job);
      default:
        throw new Error(`No use case of the core asks for ${job.name}.`);
    }
  }

  /** Every e-mail so far, oldest first. */
  async mails(): Promise<readonly SentMail[]> {
    await this.runJobs();
    return [...this.#sent];
  }

  /** What the e-mails so far were, as `activation → ana@mail.example`. */
  async mailed(): Promise<readonly string[]> {
    return (await this.mails()).map(({ mail, to }) => `${mail.mail} → ${to}`);
  }

  /** The newest e-mail of one kind, or of one kind to one address. */
  async mail<Name extends MailName>(name: Name, to?: string): Promise<MailOf<Name>> {
    const found = (await this.mails()).findLast(
      (mail) => mail.mail.mail === name && (to === undefined || mail.to === to),
    );
    if (!found) throw new Error(`There is no e-mail ${name}${to ? ` to ${to}` : ''}.`);
    return found.mail as MailOf<Name>;
  }

  /** Forgets the e-mails so far. */
  async clearMails(): Promise<void> {
    await this.runJobs();
    this.#sent.length = 0;
  }

  /** The audit log, oldest first. */
  async events(): Promise<readonly StoredAuditEvent[]> {
    return await this.stores.audit.listUnsealed(10_000);
  }

  /** The audit log in short: `log-in ok`, `log-in failed`. */
  async audited(): Promise<readonly string[]> {
    return (await this.events()).map((event) => `${event.action} ${event.success ? 'ok' : 'failed'}`);
  }

  visitor(changes: Partial<Visitor> = {}): Visitor {
    return {
      ipAddress: '203.0.113.7',
      userAgent: 'Firefox on a Tuesday',
      language: 'en',
      deviceKey: null,
      ...changes,
    };
  }

  /** The form of Ana's sign-up; every value may be another. */
  signUpForm(changes: Partial<SignUp> = {}): SignUp {
    const password = changes.password ?? PASSWORD;
    return {
      email: 'ana@mail.example',
      username: 'ana',
      password,
      passwordConfirm: password,
      firstName: 'Ana',
      lastName: 'Prado',
      extra: {},
      sessionKey: null,
      visitor: this.visitor(),
      ...changes,
    };
  }

  /** Signs up; the account waits for its activation. */
  async signedUp(changes: Partial<SignUp> = {}): Promise<User> {
    const form = this.signUpForm(changes);
    await this.useCases.user.signUp(form);
    const [user] = await this.stores.users.listClaimants(
      canonicalEmail(form.email) ?? '',
      1,
      'youngest-first',
    );
    if (!user) throw new Error('Nobody signed up.');
    return user;
  }

  /** Signs up and follows the mailed link. */
  async activated(changes: Partial<SignUp> = {}): Promise<User> {
    const { email } = await this.signedUp(changes);
    const { path } = await this.mail('activation', email);
    const link = { key: keyIn(path), principal: null };
    const password = changes.password ?? PASSWORD;
    const newPassword = { newPassword1: password, newPassword2: password };
    const found = await this.useCases.activation.find(link);
    return (await this.confirmActivation({ ...link, ...(found?.passwordReason ? { newPassword } : {}) }))
      .user;
  }

  /** Opens a mailed activation link, as somebody who is not signed in. */
  async confirmActivation(input: Pick<ConfirmActivation, 'key'> & Partial<ConfirmActivation>) {
    return await this.useCases.activation.confirm({ principal: null, visitor: this.visitor(), ...input });
  }

  logInForm(changes: Partial<LogIn> = {}): LogIn {
    return {
      identifier: 'ana',
      password: PASSWORD,
      rememberMe: null,
      sessionKey: null,
      visitor: this.visitor(),
      ...changes,
    };
  }

  async logIn(changes: Partial<LogIn> = {}): Promise<IssuedSession> {
    return (await this.useCases.login.logIn(this.logInForm(changes))).issued;
  }

  /** Ana with an open account, signed in. */
  async loggedIn(changes: Partial<LogIn> = {}): Promise<SessionHolder> {
    if ((await this.useCases.user.find({ identifier: 'ana' })) === null) await this.activated();
    return await this.principalOf(await this.logIn(changes));
  }

  /** Whom a session key names now. @throws when it names nobody */
  async principalOf({ sessionKey }: Pick<IssuedSession, 'sessionKey'>): Promise<SessionHolder> {
    const principal = await this.useCases.session.findPrincipal({ sessionKey });
    if (!principal) throw new Error('The session has ended.');
    return principal;
  }

  /** The user as stored now. */
  async user(id: number): Promise<User> {
    const user = await this.stores.users.findById(id);
    if (!user) throw new Error(`There is no user ${id}.`);
    return user;
  }

  /** Changes a user row as an operator would, ending what was issued before. */
  async deactivate(id: number): Promise<void> {
    await this.stores.users.update(id, { isActive: false });
    await this.stores.users.revokeAll(id);
  }

  /** What `work` asked the stores and the hasher, in order, and until when it was held back. */
  async workOf(work: () => Promise<unknown>): Promise<Work> {
    this.asked.length = 0;
    this.hashed.length = 0;
    this.waitedFor.length = 0;
    await work().catch((error: unknown) => {
      if (!(error instanceof AccountsError)) throw error;
    });
    const waitedMs = this.waitedFor.map((moment) => moment.getTime() - this.clock.now().getTime());
    return { asked: [...this.asked], hashed: [...this.hashed], waitedMs };
  }
}

/**
 * Accounts in memory with a clock that stands still, cheap hashes, and an outbox that runs when a test looks into it.
 *
 * @example
 * const site = await accountsForTest({ removeUnactivatedAfterMs: minutes(15) });
 * await site.activated();
 * await site.logIn();
 */
export async function accountsForTest(changes: SettingsForTest = {}): Promise<AccountsForTest> {
  const settings = settingsForTest(changes);
  return new AccountsForTest(
    settings,
    createMemoryStores({ extraFields: settings.extraFields }),
    changes.stages,
  );
}

/** The same in a database. */
export function accountsIn(stores: StoresForTest, changes: SettingsForTest = {}): AccountsForTest {
  return new AccountsForTest(settingsForTest(changes), stores, changes.stages);
}

/** The session that goes on after somebody set their own password. @throws when it ended */
export async function goesOn(work: Promise<OwnPasswordStored>): Promise<IssuedSession> {
  const stored = await work;
  if (stored.session === 'ended') throw new Error('The session has ended.');
  return stored.issued;
}

/** The secret in a mailed path: its last piece. */
export function keyIn(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** The uid and token in a mailed reset path. */
export function resetIn(path: string): { uid: string; token: string } {
  const [uid = '', token = ''] = path.split('/').slice(-3);
  return { uid, token };
}

/** What a use case refused with. @throws when it did not refuse, or failed in another way */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof AccountsError) return outcome.refusal;
  throw outcome ?? new Error('It was not refused.');
}

/** The refusal's code, or for bad input `field: code, …`. */
export async function refusedWith(work: Promise<unknown>): Promise<string> {
  const refusal = await refusalOf(work);
  if (refusal.code !== 'invalid-input') return refusal.code;
  return Object.entries(refusal.fields)
    .map(([field, problems]) => `${field}: ${problems.map((problem) => problem.code).join(', ')}`)
    .join('; ');
}

/** `done`, or what it was refused with, as `refusedWith` says it. */
export function doneOrRefused(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    () => refusedWith(work),
  );
}

/** `count` runs at once; how many succeeded, and what the others were refused with. */
export async function atOnce(count: number, work: (index: number) => Promise<unknown>) {
  const outcomes = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      work(index).then(
        () => 'done',
        (error: unknown) => {
          if (error instanceof AccountsError) return error.refusal.code;
          throw error;
        },
      ),
    ),
  );
  return {
    done: outcomes.filter((outcome) => outcome === 'done').length,
    refused: [...new Set(outcomes.filter((outcome) => outcome !== 'done'))],
  };
}

/** A limit in short: `tight(3)` lets three through in ten minutes, then one after 1, 2, 4 … 8 minutes. */
export function tight(attempts: number): Limit {
  return { attempts, windowMs: minutes(10), blockMs: seconds(60), maxBlockMs: minutes(8) };
}

/** Every store in it, whatever stores there are. */
function watchStores<Watched extends Stores>(stores: Watched, asked: string[]): Watched {
  return new Proxy(stores, {
    get(target, name, receiver) {
      const found: unknown = Reflect.get(target, name, receiver);
      return typeof found === 'object' && found !== null ? watch(String(name), found, asked) : found;
    },
  });
}

function watchTransact(transact: Transact, asked: string[]): Transact {
  return (work) => {
    asked.push('transact');
    return transact((stores) => work(watchStores(stores, asked)));
  };
}

function watch<Store extends object>(name: string, store: Store, asked: string[]): Store {
  return new Proxy(store, {
    get(target, method, receiver) {
      const found: unknown = Reflect.get(target, method, receiver);
      if (typeof found !== 'function') return found;
      return (...input: unknown[]) => {
        asked.push(`${name}.${String(method)}`);
        return found.apply(target, input);
      };
    },
  });
}
