import type { Config, ConfigOverrides } from '../config.ts';
import { type GroupRole, rolesField } from '../core/group/group-role.ts';
import type { Clock } from '../core/kernel/clock.ts';
import type { LanguageTag } from '../core/kernel/language-tag.ts';
import type { PubSub } from '../core/kernel/pub-sub.ts';
import {
  anyFunction,
  anyRecord,
  holding,
  isPlainRecord,
  isRecord,
  listOfFunctions,
  type RecordShape,
} from '../core/kernel/record-shape.ts';
import type { StageRecord } from '../core/kernel/stage.ts';
import { backendsField } from '../core/login/backend-shape.ts';
import type { ForeignGrant } from '../core/object-permission/adopt-grants.ts';
import type { PasswordValidator } from '../core/password/password-policy.ts';
import type { Principal } from '../core/session/session.ts';
import type { SessionDataStore } from '../core/session/session-data-store.ts';
import type { Settings } from '../core/settings.ts';
import type { ForeignApiToken } from '../core/token/api-token/adopt-api-token.ts';
import type { JwtClaims } from '../core/token/jwt-codec.ts';
import type { UseCasesOf } from '../core/typed-use-cases.ts';
import type { AuthenticationBackend } from '../core/user/authentication-backend.ts';
import type { ExtraFields } from '../core/user/extra-field.ts';
import type { User } from '../core/user/user.ts';
import type { Sealer } from '../infrastructure/crypto/sealer.ts';
import type { BackgroundWork } from '../infrastructure/jobs/background-work.ts';
import type { Logger } from '../infrastructure/logging/create-logger.ts';
import type { MailCatcher } from '../infrastructure/mail/catcher.ts';
import type { PasswordHasherOptions } from '../infrastructure/password/password-hasher.ts';
import type { Files } from '../resource/file/files.ts';
import type { RowsFor } from '../resource/typed-rows.ts';
import type { Languages } from '../texts/languages.ts';
import type { Translator } from '../texts/translator.ts';
import type { BrandingCore } from './branding/branding.ts';
import type { OpenedBranding } from './branding/open-branding.ts';
import type { FeatureCore, FeatureUseCases } from './feature.ts';
import type { JobMetrics, ProcessMetrics } from './metrics.ts';
import type { Migrations } from './migrations.ts';
import type { OpenedFeature } from './open-features.ts';
import type { OpenedResource } from './open-resources.ts';

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
   * looked up, never taken from a claim. May wait, 5 s.
   */
  readonly tokenClaims?: (user: User) => JwtClaims | Promise<JwtClaims>;
  /**
   * Rules of the site's own for new passwords, after those of PASSWORD_VALIDATORS and at every interface that sets one. What a rule answers as
   * `code` is shown as it is where nobody has words for it.
   */
  readonly passwordValidators?: readonly PasswordValidator[];
  /** What the site itself can do, beside accounts. */
  readonly features?: Features;
  /** Which groups the site has, and what each holds: `npx stagedoor seed_roles` makes it so. */
  readonly roles?: readonly GroupRole[];
  /** How the site looks and speaks: `defineBranding`. */
  readonly branding?: BrandingCore;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Of whatever class. */
const anObject = holding('a record', isRecord);
/** `process.env` is no plain record, and says what it says by itself. */
const environment = holding(
  'a record of texts',
  (value) => isPlainRecord(value) || (isRecord(value) && Object.keys(value).length > 0),
);
/** What `createStagedoor` checks before it reads anything of them. */
export const optionsShape: RecordShape<keyof StagedoorOptions> = {
  env: environment,
  config: anyRecord,
  authenticationBackends: backendsField,
  passwordHasher: anyRecord,
  tokenClaims: anyFunction,
  passwordValidators: listOfFunctions,
  features: holding('a list of features', Array.isArray),
  roles: rolesField,
  branding: anyRecord,
  clock: anObject,
  logger: anObject,
};

/** A site's accounts, opened: what every interface, worker and command is given. */
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
  /** The same as a list: what the interfaces are made from. */
  readonly openedFeatures: readonly OpenedFeature[];
  /** The rows of what the site declares: `stagedoor.rows(product, 'application')`. */
  readonly rows: RowsFor;
  /** What is in the files of these rows: `stagedoor.files.read(report)`. */
  readonly files: Files;
  /** Users, groups, permissions and roles as resources, read by whoever may see them. */
  readonly accountResources: readonly OpenedResource[];
  /** Organizations likewise. */
  readonly organizations: OpenedResource;
  /** What a log-in may have to pass here: stages of accounts and of the site's features, in order. */
  readonly stages: readonly Pick<StageRecord, 'name' | 'before'>[];
  /** Which groups the site says it has, and what each holds; `useCases.group.seedRoles` makes it so. */
  readonly roles: readonly GroupRole[];
  /** Every action that a row of the audit log may name: those of accounts and of the site's features. */
  readonly auditActions: readonly string[];
  /** The words of one language: those of accounts and of the site's features. */
  translatorFor(language: LanguageTag): Translator;
  /** The languages of the site. */
  readonly languages: Languages;
  /** How the site looks, with the files of it. */
  readonly branding: OpenedBranding;
  readonly sessionEngine: SessionDataStore['engine'];
  readonly migrations: Migrations;
  /** The columns that a table of the database has as it is; null where there is no such table. */
  columnsOfTable(table: string): Promise<ReadonlySet<string> | null>;
  /** Jobs, schedule and audit seals: started by the server in its own process, or by a worker. */
  readonly backgroundWork: BackgroundWork;
  /** Where e-mails go in development; null where there is a mail server. */
  readonly mailCatcher: MailCatcher | null;
  /** The API tokens of a Django site, from a table beside ours. @throws DatabaseProblem */
  readAuthtoken(table: string): Promise<readonly ForeignApiToken[]>;
  /**
   * What is in the tables of guardian, beside ours, some rows at a time; it ends with a DatabaseProblem where there are none. What the user
   * `anonymous` has is for whoever is not logged in; null where that is nobody.
   */
  readGuardian(anonymous: string | null): AsyncIterable<readonly ForeignGrant[]>;
  /** Sends an e-mail at once, past the outbox, in English: whether mail leaves at all. Rejects with why it did not. */
  sendTestMail(to: string): Promise<void>;
  /** Tells all nodes of this site what just happened, and stores nothing of it. */
  readonly pubSub: Omit<PubSub, 'close'>;
  /**
   * For what lasts longer than a request, such as an open WebSocket: calls `onChange` within a second after something changed that a
   * request would be judged by, whoever did it on whatever node, or after the time of the session was over, with the same person as of now, or with null where what they came with
   * opens nothing any more. Answers what stops it.
   *
   * @example
   * const stop = stagedoor.watchPrincipal(principal, (now) => {
   *   if (now === null) socket.close(4401);
   * });
   * socket.on('close', stop);
   */
  watchPrincipal(principal: Principal, onChange: (now: Principal | null) => unknown): () => void;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /** How this process stands, in plain numbers: what `/metrics` serves, for an application that has metrics of its own. */
  metrics(): ProcessMetrics;
  /** How the outbox stands, whoever works on it. Rejects when the database does not answer. */
  readJobMetrics(): Promise<JobMetrics>;
  /** Encrypts answers kept for `Idempotency-Key`, under keys of CRYPTOGRAPHY_KEY. */
  readonly sealer: Sealer;
  close(): Promise<void>;
}
