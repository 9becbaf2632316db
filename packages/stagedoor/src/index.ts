// The public surface, name by name. Pages are drawn with `stagedoor/ui` and put up with `stagedoor/web`.

export { type SettingsOf, setting } from './config/feature-settings.ts';
export { weakenings } from './config/rules.ts';
export { Secret } from './config/secret.ts';
export type { Setting } from './config/setting-kind.ts';
export { type Config, type ConfigOverrides, ConfigurationError, parseConfig } from './config.ts';
export type { Actor } from './core/access/actor.ts';
export { type AskedUser, hasModulePerms, hasPerm, hasPerms } from './core/access/has-perm.ts';
export type { SignUpFacts } from './core/account/sign-up-hooks.ts';
export type { AuditAction } from './core/audit/audit-event.ts';
export type { AccountEvent, AccountEventData, AccountEventType } from './core/event/account-event.ts';
export type { GroupRole } from './core/group/group-role.ts';
export type { Clock } from './core/kernel/clock.ts';
export {
  AccountsError,
  type FieldProblem,
  type FieldProblems,
  type Refusal,
  type RefusalCode,
} from './core/kernel/errors.ts';
export { HookTimeout } from './core/kernel/hook-timeout.ts';
export type { JsonValue } from './core/kernel/json-value.ts';
export type { LanguageTag } from './core/kernel/language-tag.ts';
export { PlainError } from './core/kernel/plain-error.ts';
export type { PubSub, Subscriber, Unsubscribe } from './core/kernel/pub-sub.ts';
export { RecordProblem } from './core/kernel/record-shape.ts';
export { SentFile } from './core/kernel/sent-file.ts';
export { StorageUnavailable } from './core/kernel/storage-unavailable.ts';
export type { Transact } from './core/kernel/transact.ts';
export type { Visitor } from './core/kernel/visitor.ts';
export type { Limit } from './core/limit/limit.ts';
export type { LogInOutcome } from './core/login/log-in.ts';
export type { LogInFacts } from './core/login/log-in-hooks.ts';
export type { PasswordPolicy, PasswordSubject, PasswordValidator } from './core/password/password-policy.ts';
export { definePolicies } from './core/policy/define-policies.ts';
export type { Action, AskerPolicy, Policy } from './core/policy/policy.ts';
export {
  djangoModelPermissions,
  djangoModelPermissionsOrAnonReadOnly,
  djangoObjectPermissions,
  type PolicyModel,
  readyPolicies,
} from './core/policy/ready-policies.ts';
export type { ActOnRow, PolicyQuestion } from './core/policy/require-policy.ts';
export type { HeldRole, Role } from './core/role/role.ts';
export type { IssuedSession } from './core/session/issued-session.ts';
export type { Principal, Session, SessionData } from './core/session/session.ts';
export type { Settings } from './core/settings.ts';
export type { PrincipalOf, UseCasesOf, UserOf } from './core/typed-use-cases.ts';
export type { UseCases } from './core/use-cases.ts';
export type {
  AuthenticationBackend,
  BackendAnswer,
  OutsidePerson,
  OutsidePolicy,
} from './core/user/authentication-backend.ts';
export type { ExtraField, ExtraFields, ExtraValuesOf } from './core/user/extra-field.ts';
export type { ExtraValue, ExtraValues, User } from './core/user/user.ts';
export { userName } from './core/user/user-name.ts';
export type { AddedLanguage, LanguageTexts, ThemeColors } from './create-stagedoor/branding/branding.ts';
export {
  type Audit,
  type AuditEventKind,
  type AuditedFact,
  defineAuditEvent,
} from './create-stagedoor/define-audit-event.ts';
export {
  type ChannelKind,
  type ChannelSubscriber,
  type Channels,
  defineChannel,
} from './create-stagedoor/define-channel.ts';
export {
  type CommandRun,
  type CommandValue,
  commandValue,
  defineCommand,
  type FeatureCommand,
} from './create-stagedoor/define-command.ts';
export {
  accountEvents,
  defineEvent,
  type EventHandler,
  type EventKind,
} from './create-stagedoor/define-event.ts';
export {
  defineMail,
  type FeatureMailWriter,
  type MailKind,
  type MailOutcome,
  type SendMail,
} from './create-stagedoor/define-mail.ts';
export {
  type DescribedPermission,
  definePermission,
  type PermissionKind,
} from './create-stagedoor/define-permission.ts';
export { defineRefusal, type RefusalKind, type Refuse } from './create-stagedoor/define-refusal.ts';
export { defineTexts, type FeatureTexts } from './create-stagedoor/define-texts.ts';
export type { Emit, Event, EventType, HandledEvent } from './create-stagedoor/event-type.ts';
export type { FeatureMigration, FeatureParts } from './create-stagedoor/feature.ts';
export type { FeatureHooks, InsideHooks } from './create-stagedoor/feature-hooks.ts';
export type { FeatureModel } from './create-stagedoor/feature-models.ts';
export {
  defineJob,
  type Enqueue,
  type Inside,
  type JobKind,
  type JobRun,
} from './create-stagedoor/inside.ts';
export type { ObjectPermissions } from './create-stagedoor/object-permissions.ts';
export { type RowEventData, resourceEvents } from './create-stagedoor/resource-events.ts';
export type { Stagedoor, StagedoorOptions } from './create-stagedoor/stagedoor.ts';
export { createStagedoor } from './create-stagedoor.ts';
export type { AnyRequest } from './http/request/http-request.ts';
export type { MailFrameProps, OwnMail, OwnMailParts } from './mail/mail-branding.ts';
export type { MailParts, WriteMail, WrittenMail, WrittenPiece } from './mail/render-feature-mail.ts';
export {
  type Act,
  type ActionHandlers,
  type HandledActions,
  handleActions,
  type ResourceAction,
} from './resource/action.ts';
export type { Files } from './resource/file/files.ts';
export { KeptFile } from './resource/file/kept-file.ts';
export type { ResourceStep } from './resource/migration/operation.ts';
export { defineResource, type Resource, type ResourceOf } from './resource/resource.ts';
export type {
  CreateOf,
  OwnCreateOf,
  OwnPatchOf,
  PatchOf,
  PublicOf,
  ReplaceOf,
  RowOf,
  SeenRowOf,
} from './resource/row-types.ts';
export type {
  ListOf,
  RowsBy,
  RowsFor,
  RowsOfApplication,
  RowsOfPerson,
  TypedRows,
  Where,
} from './resource/typed-rows.ts';
export { createGuards } from './server/create-guards.ts';
export { type Branding, defineBranding } from './server/define-branding.ts';
export { defineFeature, type Feature } from './server/define-feature.ts';
export type { Guard, Guards } from './server/guards.ts';
export { type Listening, ListenProblem, listen } from './server/listen.ts';
export type { ServerOptions } from './server/server-options.ts';
export { type Site, siteEnvironment } from './server/site.ts';
export { type StagedoorPluginOptions, stagedoorPlugin } from './server/stagedoor-plugin.ts';
export { type NodeHandler, type NodeHandlerOptions, toNodeHandler } from './server/to-node-handler.ts';
export { toWebHandler, type WebHandler, type WebHandlerOptions } from './server/to-web-handler.ts';
export { untilStopSignal } from './server/until-stop-signal.ts';
export { createServer } from './server.ts';
export { startSite } from './start-site/start-site.ts';
export { startWorker, type Worker } from './worker.ts';
