import type { SettingsOf } from '../config/feature-settings.ts';
import type { SettingsTable } from '../config/setting-kind.ts';
import type { Clock } from '../core/kernel/clock.ts';
import type { Transact } from '../core/kernel/transact.ts';
import type { JobData } from '../core/outbox/job-store.ts';
import type { Settings } from '../core/settings.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { Connection } from '../infrastructure/database/connection.ts';
import type { DataStep, MigrationStep } from '../infrastructure/database/migration.ts';
import type { HandledActions } from '../resource/action.ts';
import type { Files } from '../resource/file/files.ts';
import type { ResourceStep } from '../resource/migration/operation.ts';
import type { Resource } from '../resource/resource.ts';
import type { RowsFor } from '../resource/typed-rows.ts';
import type { DescribedAuditEvent } from './define-audit-event.ts';
import type { Channels } from './define-channel.ts';
import type { FeatureCommand } from './define-command.ts';
import type { FeatureMailWriter } from './define-mail.ts';
import type { DescribedPermission } from './define-permission.ts';
import type { DescribedRefusal, Refuse } from './define-refusal.ts';
import type { FeatureTexts } from './define-texts.ts';
import type { EventType, HandledEvent } from './event-type.ts';
import type { FeatureHooks } from './feature-hooks.ts';
import type { FeatureModel } from './feature-models.ts';
import type { FeatureStage } from './feature-stage.ts';
import type { Enqueue, HandledJob, Inside, JobKind } from './inside.ts';
import type { ObjectPermissions } from './object-permissions.ts';

/** Statements or functions of one's own, or what `makemigrations` wrote of the feature's resources. */
export type FeatureMigration = MigrationStep | DataStep | ResourceStep;

/** What the use cases of a feature are made of. */
export interface FeatureParts<Stores, OwnSettings extends object = object> {
  /** Each call commits on its own. */
  readonly stores: Stores;
  /** The rows of the site's resources, each by its declaration: `rows(product, 'application')`. */
  readonly rows: RowsFor;
  /** What is in the files of rows, and files for rows that are written in a transaction. */
  readonly files: Files;
  /** All that is written inside is kept, or nothing. Never await hashing, mail or HTTP inside: it may run again. */
  readonly transact: Transact<Inside<Stores>>;
  readonly enqueue: Enqueue;
  /** Tells all nodes of the site what just happened. */
  readonly channels: Channels;
  /** The error of a refusal of the feature's own, to be thrown. */
  readonly refuse: Refuse;
  /** What can be done with accounts. */
  readonly accounts: UseCases;
  /** How accounts are set. */
  readonly accountSettings: Settings;
  /** The feature's own settings, read once: GUESTBOOK_NOTIFY is `guestbookNotify`. */
  readonly settings: OwnSettings;
  readonly clock: Clock;
}

export interface ScheduledFeatureJob {
  /** In UTC, five fields: `0 * * * *` is each full hour. */
  readonly cron: string;
  readonly job: JobKind<null>;
}

/**
 * Something that a site can do, from its tables to what it is asked. Everything but the name may be left out; the interfaces
 * add what they serve (`defineFeature`).
 */
export interface FeatureCore<
  Name extends string = string,
  Stores extends object = object,
  Actions extends object = object,
  Table extends SettingsTable = SettingsTable,
> {
  /** Lower-case, as the label of its migrations and the beginning of its tables' and jobs' names: `guestbook`. */
  readonly name: Name;
  readonly migrations?: readonly FeatureMigration[];
  /** Where `makemigrations` writes the steps of its resources, from the folder that it is run in: `src/shop/migrations`. */
  readonly migrationsFolder?: string;
  /** What it keeps by declaration: each has a table, permissions, and addresses of the JSON API. */
  readonly resources?: readonly Resource[];
  /** What carries out the actions of its resources: `handleActions` for each resource that has some. */
  actions?(useCases: Actions): readonly HandledActions[];
  /** Made anew over each transaction, so it must be cheap: functions over `db`. */
  stores?(connection: Connection): Stores;
  /** What it says to people: every translator of the site knows it. */
  readonly texts?: FeatureTexts<NoInfer<Name>>;
  /** Its environment variables, made by `setting`; each name begins with the feature's in capitals. */
  readonly settings?: Table;
  /** The kinds of events that it leaves in the audit log, by `inside.audit`. */
  readonly auditEvents?: readonly DescribedAuditEvent[];
  /** What it refuses beside what accounts refuse, by `refuse`: at every interface with its own words. */
  readonly refusals?: readonly DescribedRefusal[];
  /** What people may be allowed to do with it, by `definePermission`: `migrate` makes the rows. */
  readonly permissions?: readonly DescribedPermission<NoInfer<Name>>[];
  /** The tables of its own on whose rows people may be given permissions one by one. */
  readonly objectPermissions?: readonly ObjectPermissions[];
  /** What it keeps that people may be allowed to add, change, delete and view: `migrate` makes these permissions of each. */
  readonly models?: readonly FeatureModel<NoInfer<Name>>[];
  /** What can be done with it: found as `stagedoor.features.<name>`. */
  useCases?(parts: FeatureParts<Stores, SettingsOf<Table>>): Actions;
  jobs?(useCases: Actions): readonly HandledJob[];
  readonly schedule?: readonly ScheduledFeatureJob[];
  /** What can be done with it from a terminal, by `defineCommand`: `npx stagedoor <name> <command>`. */
  readonly commands?: readonly FeatureCommand<Actions>[];
  /** The types of events that it tells of, by `inside.emit`. */
  readonly events?: readonly EventType<JobData>[];
  /** What it does about events: those of accounts (`accountEvents`), its own, another feature's. Each type once. */
  on?(useCases: Actions): readonly HandledEvent[];
  /** The e-mails that it sends: each kind with who puts it into words. */
  readonly mails?: readonly FeatureMailWriter[];
  /** What is asked of it before something happens to accounts, or while it does: to refuse, or to add to it. */
  hooks?(useCases: Actions): FeatureHooks<Stores>;
  /** What a log-in may have to pass on the way; each is passed at a page and a route that serve it (`servesStage`). */
  readonly stages?: readonly FeatureStage<NoInfer<Stores>>[];
  /** What is kept of a user, for the download of their data: plain JSON values with snake_case names, and no secret. */
  exportOf?(useCases: Actions, userId: number): Promise<unknown>;
  /**
   * Removes what is kept no longer, at most `most` of it, and answers how many went: asked again until there are fewer, each
   * hour and by `clearsessions`.
   */
  expire?(useCases: Actions, upTo: { readonly now: Date; readonly most: number }): Promise<number>;
  /**
   * Before a user's rows go, in the transaction that removes them: for what no `on delete cascade` takes along. What lies
   * outside of the database is removed by a job that is put in here.
   */
  forget?(inside: Inside<Stores>, userId: number): Promise<unknown>;
}

type ActionsOf<Feature extends FeatureCore> =
  NonNullable<Feature['useCases']> extends (parts: never) => infer Actions ? Actions : object;

/** What callers are given: the use cases of each feature, by its name. */
export type FeatureUseCases<Features extends readonly FeatureCore[]> = {
  readonly [Feature in Features[number] as Feature['name']]: ActionsOf<Feature>;
};
