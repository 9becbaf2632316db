import type { Config } from '../config/complete-config.ts';
import type { AuditStore } from '../core/audit/audit-store.ts';
import { securityEvent } from '../core/audit/security-event.ts';
import type { Dependencies, Stores } from '../core/dependencies.ts';
import type { EventListeners } from '../core/event/event-listeners.ts';
import type { KeptRecords } from '../core/kernel/feature-records.ts';
import { UNDETERMINED } from '../core/kernel/language-tag.ts';
import type { PubSub } from '../core/kernel/pub-sub.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { Visitor } from '../core/kernel/visitor.ts';
import { assignObjectPermission, removeObjectPermission } from '../core/object-permission/change-grants.ts';
import type { FeatureJob, JobStore } from '../core/outbox/job-store.ts';
import type { UseCases } from '../core/use-cases.ts';
import { webhookSubscribers } from '../core/webhook/webhook-subscribers.ts';
import { finishInside } from '../infrastructure/jobs/finish-inside.ts';
import type { JobHandler, JobHandlers } from '../infrastructure/jobs/job-handlers.ts';
import type { ScheduledJob } from '../infrastructure/jobs/schedule.ts';
import type { Files } from '../resource/file/files.ts';
import type { RowsFor } from '../resource/typed-rows.ts';
import { withHandlers } from './action-handlers.ts';
import { checkListening, eventTypesOf } from './check-events.ts';
import { checkHandled, requireHandled } from './check-jobs.ts';
import { checkMade } from './check-made.ts';
import type { Audit } from './define-audit-event.ts';
import { channelsOf } from './define-channel.ts';
import { refuseAs } from './define-refusal.ts';
import { emitIn, handlersOf, listeningJob } from './event-listeners.ts';
import type { FeatureCore } from './feature.ts';
import { fullName } from './full-name.ts';
import type { Enqueue, HandledJob, Inside, ObjectPermissionInside } from './inside.ts';
import { hooksOf, openHooks } from './open-hooks.ts';
import { type OpenedResource, type OpenedResources, openResources } from './open-resources.ts';
import { ownStoresOf } from './own-stores.ts';
import { recordsOf, rowsWithoutUsers } from './records-of.ts';
import type { TellReserved } from './reserved-claims.ts';
import { rowsOfOwner } from './rows-of-owner.ts';
import { sendMailIn } from './send-mail-in.ts';

/** A feature of this site, with what it can do. */
export interface OpenedFeature {
  readonly feature: FeatureCore;
  readonly useCases: object;
  /** What it keeps by declaration, as somebody may see and change it. */
  readonly resources: readonly OpenedResource[];
}

export interface OpenedFeatures {
  readonly features: readonly OpenedFeature[];
  readonly jobs: JobHandlers;
  readonly schedule: readonly ScheduledJob[];
  /** What they keep, as the journeys of accounts ask for it. */
  readonly kept: readonly KeptRecords<Stores>[];
  /** Who is told of what. */
  readonly listeners: EventListeners<Stores>;
  readonly rowsOfOwner: Dependencies['rowsOfOwner'];
  readonly hooks: Dependencies['hooks'];
  readonly tokenClaims: Dependencies['tokenClaims'];
  /** The rows of what they keep by declaration. */
  readonly rows: RowsFor;
  readonly files: Files;
}

/** What features are opened on. */
interface FeatureHost {
  readonly ports: Dependencies;
  readonly accounts: UseCases;
  readonly config: Pick<Config, 'featureSettings' | 'publicUrl'>;
  readonly pubSub: PubSub;
  readonly tellReserved: TellReserved;
}

/** Makes the use cases and jobs of a site's features over the same database as the accounts'. */
export function openFeatures(features: readonly FeatureCore[], host: FeatureHost): OpenedFeatures {
  const eventTypes = eventTypesOf(features);
  const resources = openResources(features, host.ports);
  const opened = features.map((feature) => open(feature, { ...host, resources }, eventTypes));
  const { runInside, hooks, tokenClaims } = openHooks(opened, host.tellReserved);
  return {
    features: opened.map(({ feature, useCases }) => ({
      feature,
      useCases,
      resources: withHandlers(feature, resources.of(feature.name), useCases),
    })),
    jobs: Object.fromEntries(opened.flatMap(({ handlers }) => handlers)),
    schedule: features.flatMap(({ name, schedule = [] }) =>
      schedule.map(({ cron, job }) => ({ cron, job: { name: fullName(name, job.name), data: null } })),
    ),
    kept: [...opened.map(recordsOf), ...rowsWithoutUsers(features)],
    listeners: {
      types: eventTypes,
      handlersOf: handlersOf(opened),
      subscribers: webhookSubscribers(host.ports.clock),
      runInside,
    },
    rowsOfOwner: rowsOfOwner(
      features.flatMap(({ name }) => resources.of(name)),
      { clock: host.ports.clock, origin: host.config.publicUrl.origin },
    ),
    hooks,
    tokenClaims,
    rows: resources.rowsOver(host.ports),
    files: resources.files,
  };
}

function open(
  feature: FeatureCore,
  { ports, accounts, config, pubSub, resources }: FeatureHost & { readonly resources: OpenedResources },
  eventTypes: ReadonlySet<string>,
) {
  const { name } = feature;
  const handled: HandledJob[] = [];
  const inside = insideOf(feature, handled, { ...ports, resources });
  const { stores, enqueue, rows } = inside(ports);
  const { settings: accountSettings, clock } = ports;
  const settings = config.featureSettings[name] ?? {};
  const transact: Transacts = (work) => ports.transact((all) => work(inside(all)));
  const parts = {
    stores,
    rows,
    files: resources.files,
    enqueue,
    transact,
    accounts,
    accountSettings,
    settings,
    clock,
    refuse: refuseAs(feature),
    channels: channelsOf(name, pubSub),
  };
  const useCases = feature.useCases === undefined ? {} : checkMade(name, 'useCases', feature.useCases(parts));
  handled.push(...checkHandled(feature, feature.jobs === undefined ? [] : feature.jobs(useCases)));
  const listening = checkListening(feature, feature.on === undefined ? [] : feature.on(useCases), eventTypes);
  const handlers = [...handled, ...listening.map(listeningJob)].map(
    (job) => [fullName(name, job.name), handlerOf(job, ports, inside)] as const,
  );
  return { feature, useCases, handlers, listening, inside, hooks: hooksOf(feature, useCases) };
}

type Transacts = <Result>(work: (inside: Inside<object>) => Promise<Result>) => Promise<Result>;

/** The feature's own stores over what these are over, and its outbox. */
function insideOf(
  feature: FeatureCore,
  handled: readonly HandledJob[],
  ports: Pick<Dependencies, 'clock' | 'eventListeners' | 'objectTypes' | 'settings'> & {
    readonly resources: OpenedResources;
  },
) {
  const { clock, eventListeners: listeners, resources, settings } = ports;
  return (stores: Stores): Inside<object> => ({
    stores: ownStoresOf(feature, stores),
    rows: resources.rowsOver(stores),
    enqueue: enqueueIn(stores.jobs, feature, handled),
    audit: auditIn(stores.audit, feature, clock),
    sendMail: sendMailIn(stores, { feature, clock, settings }),
    emit: emitIn(stores, feature, { listeners, clock }),
    objectPermission: objectPermissionIn(stores, ports),
  });
}

/** The same use cases, in the transaction that these stores write in. */
function objectPermissionIn(
  stores: Stores,
  { clock, objectTypes }: Pick<Dependencies, 'clock' | 'objectTypes'>,
): ObjectPermissionInside {
  const deps = {
    clock,
    objectTypes,
    transact: <Result>(work: (inside: Stores) => Promise<Result>) => work(stores),
  };
  return {
    assign: (change) => assignObjectPermission(deps, change),
    remove: (change) => removeObjectPermission(deps, change),
  };
}

function enqueueIn(jobs: JobStore, feature: FeatureCore, handled: readonly HandledJob[]): Enqueue {
  return async (job, data, options = {}) => {
    requireHandled(feature, handled, job);
    const name = fullName(feature.name, job.name);
    const { uniqueKey, ...when } = options;
    // Keys are kept apart by who uses them for what, as everybody’s jobs wait in one table.
    await jobs.enqueue(
      { name, data },
      uniqueKey === undefined ? when : { ...when, uniqueKey: `${name}:${uniqueKey}` },
    );
  };
}

/** Of what nobody did: no address, no browser. */
const byItself: Visitor = { ipAddress: '', userAgent: '', language: UNDETERMINED, deviceKey: null };

function auditIn(
  audit: AuditStore,
  { name, auditEvents = [] }: FeatureCore,
  clock: Dependencies['clock'],
): Audit {
  return async (event, { visitor = byItself, ...fact }) => {
    if (!auditEvents.some(({ name: said }) => said === event.name))
      throw new RecordProblem(`The feature ${name}`, [
        `its audit event ${event.name} is missing in auditEvents`,
      ]);
    await audit.append(securityEvent(fullName(name, event.name), { ...fact, visitor, now: clock.now() }));
  };
}

function handlerOf(
  { handler }: HandledJob,
  ports: Dependencies,
  inside: ReturnType<typeof insideOf>,
): JobHandler {
  // Named by its kind, whose type says what it carries.
  const handle = handler as unknown as (data: FeatureJob['data'], run: object) => Promise<unknown>;
  return (job, { attempt, signal, ...leased }) => {
    const { data } = job as FeatureJob;
    const once = finishInside(ports.transact, leased);
    const transact: Transacts = (work) => once((all) => work(inside(all)));
    return handle(data, { attempt, signal, transact });
  };
}
