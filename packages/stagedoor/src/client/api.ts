// Made by `node scripts/write-client.ts` from the OpenAPI document; `npm run check` sees that it is current.

import type { RequestOptions, Result } from './result.ts';

export interface AcceptInvitationBody {
  readonly key: string;
}

export interface ActivateBody {
  readonly key: string;
  readonly new_password1?: string;
  readonly new_password2?: string;
}

export interface AddEmailBody {
  readonly email: string;
}

export interface AddPasskeyBody {
  readonly ceremony: string;
  /** As `PublicKeyCredential.toJSON()` has it. */
  readonly credential: {
    readonly [name: string]: unknown;
  };
  /** What its owner calls it. */
  readonly name?: string;
}

export interface ApiToken {
  /** 40 hexadecimal digits, for `Authorization: Token …`. */
  readonly token: string;
  readonly user_id?: number;
  readonly email?: string;
}

export interface AssignOrganizationRoleBody {
  readonly role: string;
}

export interface BlacklistTokenBody {
  readonly refresh: string;
}

export interface ChangePasswordBody {
  readonly old_password: string;
  readonly new_password1: string;
  readonly new_password2: string;
}

export interface ConfirmEmailBody {
  readonly key: string;
}

export interface ConfirmTotpBody {
  /** Of an authenticator app, or a recovery code. */
  readonly code: string;
  /** What its owner calls it. */
  readonly name?: string;
}

export interface CookieLogIn {
  readonly message: 'Login successful';
}

export interface CreateOrganizationBody {
  readonly name: string;
}

export interface CreatePersonalTokenBody {
  /** What its owner calls it. */
  readonly name: string;
  /** Out of the owner’s, as `app_label.codename`; a codename alone means those of them that are called so now. None where it is left out. */
  readonly permissions?: ReadonlyArray<string>;
  /** `read`, the default, allows GET, HEAD and OPTIONS. */
  readonly methods?: 'read' | 'write';
  /** 90 by default. */
  readonly expires_in_days?: number;
}

export interface CreateTicketBody {
  /** What it is to open: `data-download`, or a word of the site’s own such as `websocket`. */
  readonly purpose: string;
}

export interface CreatedPersonalToken {
  readonly id: number;
  readonly name: string;
  /** The first characters, to recognise it by. */
  readonly hint: string;
  /** As `app_label.codename`; it has those of them that its owner has. */
  readonly permissions: ReadonlyArray<string>;
  readonly methods: 'read' | 'write';
  /** ISO 8601, in UTC. */
  readonly created_at: string;
  /** ISO 8601, in UTC. */
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly last_used_from: string | null;
  /** Shown this once. */
  readonly token: string;
}

export interface CsrfToken {
  /** Differs each time; each of them is good while the session lasts. */
  readonly csrfToken: string;
}

export interface DeleteMeBody {
  /** What becomes of their rows in tables of the site: `remove` where nothing is said. */
  readonly rows?: 'keep' | 'remove';
}

export interface Detail {
  readonly detail: string;
}

export interface Device {
  readonly id: number;
  /** An IPv4 or IPv6 address. */
  readonly ip_address: string;
  readonly user_agent: string;
  /** ISO 8601, in UTC. */
  readonly first_seen: string;
  /** ISO 8601, in UTC. */
  readonly last_seen: string;
  /** It is the one that asks. */
  readonly is_current: boolean;
}

export interface EmailAddress {
  readonly id: number;
  readonly email: string;
  readonly verified: boolean;
  /** The one that logs in and that resets go to. */
  readonly primary: boolean;
  /** Until then it cannot be removed, because a change away from it can be taken back. */
  readonly kept_until: string | null;
}

export interface ExportedData {
  /** ISO 8601, in UTC. */
  readonly exported_at: string;
  readonly profile: {
    readonly [name: string]: unknown;
  };
  readonly email_addresses: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly identities: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly sessions: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly second_factors: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly recovery_codes_left: number;
  readonly passkeys: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly personal_access_tokens: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly devices: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly visits: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly security_events: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly object_permissions: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly roles: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly organizations: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  readonly teams: ReadonlyArray<{
    readonly [name: string]: unknown;
  }>;
  /** Rows of the site’s resources that name the user by a reference of one key, as they may see them, by feature and plural. Rows that name them among several stand in their lists alone. */
  readonly rows: {
    readonly [name: string]: {
      readonly [name: string]: ReadonlyArray<{
        readonly [name: string]: unknown;
      }>;
    };
  };
  /** Of what there are more rows than the file holds: `shop.orders`. */
  readonly rows_left_out: ReadonlyArray<string>;
  readonly picture: {
    readonly [name: string]: unknown;
  } | null;
  /** What the site’s own features keep, by their names; absent where none keeps anything of users. */
  readonly features?: {
    readonly [name: string]: unknown;
  };
}

export interface Group {
  readonly id: number;
  readonly name: string;
}

export interface Invitation {
  readonly id: number;
  readonly email: string;
  readonly role: 'owner' | 'admin' | 'member';
  /** Null for the operator. */
  readonly invited_by: number | null;
  /** ISO 8601, in UTC. */
  readonly created_at: string;
  /** ISO 8601, in UTC. */
  readonly expires_at: string;
  /** Whether its link still works; what is over can be sent again. */
  readonly is_open: boolean;
}

export interface InvitationPage {
  readonly results: ReadonlyArray<Invitation>;
  /** Asked for as `after`, the next page; null where nothing follows. */
  readonly next: number | null;
}

export interface LogInBody {
  /** Username or e-mail address. */
  readonly username?: string;
  /** Instead of `username`. */
  readonly email?: string;
  readonly password: string;
  /** True: two weeks. False: until the browser closes. Absent: the site’s policy. */
  readonly remember_me?: boolean;
}

export interface LogInByFormBody {
  /** Username or e-mail address. */
  readonly username?: string;
  /** Instead of `username`. */
  readonly email?: string;
  readonly password: string;
  /** True: two weeks. False: until the browser closes. Absent: the site’s policy. */
  readonly remember_me?: boolean;
}

export interface LogInByPasskeyBody {
  readonly ceremony: string;
  /** As `PublicKeyCredential.toJSON()` has it. */
  readonly credential: {
    readonly [name: string]: unknown;
  };
  readonly remember_me?: boolean;
}

export interface LogInForTokenCookiesBody {
  /** Username or e-mail address. */
  readonly username?: string;
  /** Instead of `username`. */
  readonly email?: string;
  readonly password: string;
}

export interface LoggedIn {
  readonly message: 'Login successful';
  /** The address where the user has no name. */
  readonly username: string;
}

export interface MakeEmailPrimaryBody {
  readonly primary: boolean;
}

export type Nothing = Readonly<Record<never, never>>;

export interface ObtainApiTokenBody {
  /** Username or e-mail address. */
  readonly username?: string;
  /** Instead of `username`. */
  readonly email?: string;
  readonly password: string;
}

export interface ObtainSlidingTokenBody {
  /** Username or e-mail address. */
  readonly username?: string;
  /** Instead of `username`. */
  readonly email?: string;
  readonly password: string;
}

export interface ObtainTokenPairBody {
  /** Username or e-mail address. */
  readonly username?: string;
  /** Instead of `username`. */
  readonly email?: string;
  readonly password: string;
}

export interface Organization {
  readonly id: number;
  readonly name: string;
  /** ISO 8601, in UTC. */
  readonly created_at: string;
  readonly role: 'owner' | 'admin' | 'member' | null;
}

export interface OrganizationMember {
  /** Of the user. */
  readonly id: number;
  readonly username: string | null;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: 'owner' | 'admin' | 'member';
  /** The roles of the site that they have here. */
  readonly roles: ReadonlyArray<string>;
  /** ISO 8601, in UTC. */
  readonly joined_at: string;
}

export interface OrganizationMemberPage {
  readonly results: ReadonlyArray<OrganizationMember>;
  /** Asked for as `after`, the next page; null where nothing follows. */
  readonly next: number | null;
}

export interface PassByPasskeyBody {
  readonly ceremony: string;
  /** As `PublicKeyCredential.toJSON()` has it. */
  readonly credential: {
    readonly [name: string]: unknown;
  };
  /** The handle, for who does not send it as `Login-Flow`. */
  readonly flow?: string;
}

export interface PassSecondFactorBody {
  /** Of an authenticator app, or a recovery code. */
  readonly code: string;
  /** The handle, for who does not send it as `Login-Flow`. */
  readonly flow?: string;
}

export interface Passkey {
  readonly id: number;
  readonly name: string;
  /** `passwordless` logs in by itself; `second-factor` is asked for beside the password. */
  readonly kind: 'passwordless' | 'second-factor';
  /** Whether it may be copied to its owner’s other devices. */
  readonly is_synced: boolean;
  readonly is_backed_up: boolean;
  /** ISO 8601, in UTC. */
  readonly created_at: string;
  readonly last_used_at: string | null;
}

export interface PasskeyAdded {
  readonly id: number;
  /** In this answer alone, for the first second factor of a user. */
  readonly recovery_codes: ReadonlyArray<string> | null;
}

export interface PasskeyCeremony {
  /** Sent back beside the credential. Good once, for five minutes. */
  readonly ceremony: string;
  /** For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` (WebAuthn Level 3). */
  readonly options: {
    readonly [name: string]: unknown;
  };
}

export interface PersonalToken {
  readonly id: number;
  readonly name: string;
  /** The first characters, to recognise it by. */
  readonly hint: string;
  /** As `app_label.codename`; it has those of them that its owner has. */
  readonly permissions: ReadonlyArray<string>;
  readonly methods: 'read' | 'write';
  /** ISO 8601, in UTC. */
  readonly created_at: string;
  /** ISO 8601, in UTC. */
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly last_used_from: string | null;
}

export interface ProveByPasskeyBody {
  readonly ceremony: string;
  /** As `PublicKeyCredential.toJSON()` has it. */
  readonly credential: {
    readonly [name: string]: unknown;
  };
}

export interface ProveSecondFactorBody {
  /** Of an authenticator app, or a recovery code. */
  readonly code: string;
}

export interface PublicKey {
  readonly kty: 'RSA' | 'EC' | 'OKP';
  readonly kid: string;
  readonly alg: string;
  readonly use: 'sig';
  readonly n?: string;
  readonly e?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
}

export interface PublicKeys {
  readonly keys: ReadonlyArray<PublicKey>;
}

export interface RecoveryCodes {
  /** In this answer alone. Null where those from before go on. */
  readonly recovery_codes: ReadonlyArray<string> | null;
}

export interface RefreshSlidingTokenBody {
  readonly token: string;
}

export interface RefreshTokensBody {
  readonly refresh: string;
}

export interface RefreshedTokens {
  /** A JSON web token. */
  readonly access: string;
  /** A JSON web token. */
  readonly refresh?: string;
}

export interface RegisterUserBody {
  readonly email?: string;
  readonly username?: string;
  readonly password: string;
  readonly password_confirm?: string;
  readonly first_name?: string;
  readonly last_name?: string;
}

export interface RegisteredUser {
  readonly user: User;
  readonly tokens: TokenPair;
}

export interface RenamePasskeyBody {
  /** What its owner calls it. */
  readonly name: string;
}

export interface ReplaceMeBody {
  readonly username?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  /** The tag of a language that the site has, such as `es` (BCP 47); null for none. */
  readonly language?: string | null;
  /** The IANA name of the zone, of at most 64 characters; null for unknown. */
  readonly time_zone?: string | null;
}

export interface RequestPasswordResetBody {
  readonly email: string;
}

export interface ResetPasswordBody {
  readonly uid: string;
  readonly token: string;
  readonly new_password1: string;
  readonly new_password2: string;
}

export interface SecondFactors {
  readonly totp: ReadonlyArray<TotpDevice>;
  readonly recovery_codes: {
    readonly made: number;
    readonly left: number;
  };
}

export interface SendActivationBody {
  readonly email?: string;
}

export interface SendInvitationBody {
  readonly email: string;
  readonly role: string;
}

export interface Session {
  readonly id: number;
  /** What carries it: a browser’s cookie, the tokens of one log-in, or the API token. */
  readonly kind: 'cookie' | 'jwt' | 'api-token';
  /** ISO 8601, in UTC. */
  readonly login_time: string;
  /** ISO 8601, in UTC. */
  readonly last_activity: string;
  /** The end by inactivity. */
  readonly expires_at: string;
  /** An IPv4 or IPv6 address. */
  readonly ip_address: string;
  readonly user_agent: string;
  /** It is the one that asks. */
  readonly is_current: boolean;
}

export interface SetOrganizationMemberRoleBody {
  readonly role: string;
}

export interface SignUpBody {
  readonly email?: string;
  readonly username?: string;
  readonly password: string;
  readonly password_confirm?: string;
  readonly first_name?: string;
  readonly last_name?: string;
}

export interface SignUpByInvitationBody {
  readonly key: string;
  readonly username?: string;
  readonly password: string;
  readonly password_confirm?: string;
  readonly first_name?: string;
  readonly last_name?: string;
}

export interface SlidingToken {
  /** A JSON web token. */
  readonly token: string;
}

export interface SwitchOrganizationBody {
  readonly organization: number;
}

export interface Ticket {
  /** Shown this once, for `?ticket=…`. */
  readonly ticket: string;
  readonly purpose: string;
  /** ISO 8601, in UTC. */
  readonly expires_at: string;
}

export interface TokenPair {
  /** A JSON web token. */
  readonly refresh: string;
  /** A JSON web token. */
  readonly access: string;
}

export interface TotpDevice {
  readonly id: number;
  readonly name: string;
  /** ISO 8601, in UTC. */
  readonly confirmed_at: string;
  readonly last_used_at: string | null;
}

export interface TotpSetUp {
  readonly id: number;
  /** Base32, for whoever types it into the app. In this answer alone. */
  readonly secret: string;
  /** `otpauth://totp/…`, for a QR code. */
  readonly uri: string;
}

export interface TransferOrganizationBody {
  readonly user: number;
}

export interface UpdateMeBody {
  readonly username?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  /** The tag of a language that the site has, such as `es` (BCP 47); null for none. */
  readonly language?: string | null;
  /** The IANA name of the zone, of at most 64 characters; null for unknown. */
  readonly time_zone?: string | null;
}

export interface UpdateOrganizationBody {
  readonly name?: string;
}

export interface User {
  readonly id: number;
  /** Null where people log in by address. */
  readonly username: string | null;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email_verified: boolean;
  /** The same, under the name that other front ends know. */
  readonly is_verified: boolean;
  /** ISO 8601, in UTC. */
  readonly created_at: string;
  /** The same, under the name of `/api/users/`. */
  readonly date_joined: string;
  /** Where their picture is shown; null for none, and absent where the site has no pictures. */
  readonly picture?: string | null;
  /** The tag of a language that the site has, such as `es` (BCP 47); null where none was chosen. */
  readonly language: string | null;
  /** The IANA name of the zone that times are told in; null where it is unknown, which is told in UTC. */
  readonly time_zone: string | null;
  readonly groups: ReadonlyArray<Group>;
  /** Code names given to the user directly, without those of groups, in ascending order. */
  readonly permissions: ReadonlyArray<string>;
}

export interface VerifyTokenBody {
  readonly token: string;
}

/** The operations of the API, called as the OpenAPI document calls them. `Extra` are the site's own fields of users. */
export interface Operations<Extra> {
  /** Come into the organization that a mailed key invites to: once, and only who has verified its address. `POST /api/invitations/accept/` */
  acceptInvitation(
    input: AcceptInvitationBody,
    options?: RequestOptions,
  ): Promise<Result<Organization, keyof AcceptInvitationBody>>;

  /** Activate the account by the mailed key. Works once and logs nobody in. Where it answers `new-password-required`, the same key is sent with a password. `POST /api/activation/confirm/` */
  activate(input: ActivateBody, options?: RequestOptions): Promise<Result<Detail, keyof ActivateBody>>;

  /** Add an address and mail it a link. The answer is the same where somebody else has it. `POST /api/users/me/emails/` */
  addEmail(input: AddEmailBody, options?: RequestOptions): Promise<Result<EmailAddress, keyof AddEmailBody>>;

  /** Keep the passkey that an authenticator made. The session gets a new key. `POST /api/users/me/passkeys/` */
  addPasskey(
    input: AddPasskeyBody,
    options?: RequestOptions,
  ): Promise<Result<PasskeyAdded, keyof AddPasskeyBody>>;

  /** Give a member a role of the site’s in this organization. `POST /api/organizations/{id}/members/{user}/roles/` */
  assignOrganizationRole(
    input: { readonly id: number; readonly user: number } & AssignOrganizationRoleBody,
    options?: RequestOptions,
  ): Promise<Result<null, keyof AssignOrganizationRoleBody>>;

  /** What a browser is asked for a new passkey. `GET /api/users/me/passkeys/new/` */
  beginPasskey(
    input: { readonly kind: 'passwordless' | 'second-factor' },
    options?: RequestOptions,
  ): Promise<Result<PasskeyCeremony>>;

  /** What a browser is asked for a log-in by passkey. Nobody is named: it offers what it has. `GET /api/login/passkey/` */
  beginPasskeyLogIn(options?: RequestOptions): Promise<Result<PasskeyCeremony>>;

  /** What a browser is asked before what needs a recent proof. `GET /api/users/me/second-factors/prove/passkey/` */
  beginPasskeyProof(options?: RequestOptions): Promise<Result<PasskeyCeremony>>;

  /** What a browser is asked for the second step of a log-in. `GET /api/login/second-factor/passkey/` */
  beginPasskeyStage(options?: RequestOptions): Promise<Result<PasskeyCeremony>>;

  /** Begin to set up an authenticator app. It is asked for nowhere before its first code. `POST /api/users/me/second-factors/totp/` */
  beginTotp(options?: RequestOptions): Promise<Result<TotpSetUp>>;

  /** End a refresh token, with every token that was exchanged for it. `POST /api/token/blacklist/` */
  blacklistToken(
    input: BlacklistTokenBody,
    options?: RequestOptions,
  ): Promise<Result<Nothing, keyof BlacklistTokenBody>>;

  /** Change the password by the old one. Every other session ends. `POST /api/password/change/` */
  changePassword(
    input: ChangePasswordBody,
    options?: RequestOptions,
  ): Promise<Result<Detail, keyof ChangePasswordBody>>;

  /** Confirm an added address by the mailed key. Works once, for the user who added it. `POST /api/users/me/emails/confirm/` */
  confirmEmail(
    input: ConfirmEmailBody,
    options?: RequestOptions,
  ): Promise<Result<Detail, keyof ConfirmEmailBody>>;

  /** Turn an authenticator app on by its first code. The session gets a new key. `POST /api/users/me/second-factors/totp/{id}/confirm/` */
  confirmTotp(
    input: { readonly id: number } & ConfirmTotpBody,
    options?: RequestOptions,
  ): Promise<Result<RecoveryCodes, keyof ConfirmTotpBody>>;

  /** Make an organization. `POST /api/organizations/` */
  createOrganization(
    input: CreateOrganizationBody,
    options?: RequestOptions,
  ): Promise<Result<Organization, keyof CreateOrganizationBody>>;

  /** Make a personal access token. Asks for a browser’s session with a recent password. `POST /api/users/me/tokens/` */
  createPersonalToken(
    input: CreatePersonalTokenBody,
    options?: RequestOptions,
  ): Promise<Result<CreatedPersonalToken, keyof CreatePersonalTokenBody>>;

  /** Make a ticket that opens one WebSocket or one download, once, within seconds. `POST /api/tickets/` */
  createTicket(
    input: CreateTicketBody,
    options?: RequestOptions,
  ): Promise<Result<Ticket, keyof CreateTicketBody>>;

  /** Delete the own account. Asks for a recent log-in. `rows: keep`, in the body or in the address, leaves what it has in tables of the site, as a deleted user’s. `DELETE /api/users/me/` */
  deleteMe(
    input?: { readonly rows?: 'keep' | 'remove' } & DeleteMeBody,
    options?: RequestOptions,
  ): Promise<Result<null, keyof DeleteMeBody>>;

  /** Delete an organization. `DELETE /api/organizations/{id}/` */
  deleteOrganization(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** Everything that is kept about the user, as a file. By a ticket for `data-download`. `GET /api/users/me/data/` */
  downloadData(input?: { readonly ticket?: string }, options?: RequestOptions): Promise<Result<ExportedData>>;

  /** End the API token. The next one asked for is another. `DELETE /api-token-auth/` */
  endApiToken(options?: RequestOptions): Promise<Result<null>>;

  /** End every other session of the user. `DELETE /api/users/me/sessions/` */
  endOtherSessions(options?: RequestOptions): Promise<Result<null>>;

  /** Revoke a personal access token. `DELETE /api/users/me/tokens/{id}/` */
  endPersonalToken(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** End one of the user’s own sessions. `DELETE /api/users/me/sessions/{id}/` */
  endSession(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** Forget one of the browsers that the user logged in from before. A session that is open there goes on. `DELETE /api/users/me/devices/{id}/` */
  forgetDevice(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** In which organization the session acts; null for none. `GET /api/users/me/organization/` */
  getActiveOrganization(options?: RequestOptions): Promise<
    Result<{
      readonly organization: number | null;
    }>
  >;

  /** The token for the X-CSRFToken header, for scripts that cannot read the cookie. `GET /api/csrf/` */
  getCsrfToken(options?: RequestOptions): Promise<Result<CsrfToken>>;

  /** One of the user’s own addresses. `GET /api/users/me/emails/{id}/` */
  getEmail(input: { readonly id: number }, options?: RequestOptions): Promise<Result<EmailAddress>>;

  /** The current user with groups and directly assigned permissions. `GET /api/users/me/` */
  getMe(options?: RequestOptions): Promise<Result<User & Extra>>;

  /** One organization. `GET /api/organizations/{id}/` */
  getOrganization(
    input: { readonly id: number; readonly fields?: string },
    options?: RequestOptions,
  ): Promise<Result<Organization>>;

  /** One of the user’s own sessions. `GET /api/users/me/sessions/{id}/` */
  getSession(input: { readonly id: number }, options?: RequestOptions): Promise<Result<Session>>;

  /** Leave an organization. The last owner stays. `POST /api/organizations/{id}/leave/` */
  leaveOrganization(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** The browsers that the user logged in from before, latest use first. `GET /api/users/me/devices/` */
  listDevices(options?: RequestOptions): Promise<Result<ReadonlyArray<Device>>>;

  /** The user’s own addresses, the primary one first. `GET /api/users/me/emails/` */
  listEmails(options?: RequestOptions): Promise<Result<ReadonlyArray<EmailAddress>>>;

  /** Who is invited to an organization, by id: for its admins and owners. `GET /api/organizations/{id}/invitations/` */
  listInvitations(
    input: { readonly id: number; readonly after?: number },
    options?: RequestOptions,
  ): Promise<Result<InvitationPage>>;

  /** Who is in an organization, by id: for its members. `GET /api/organizations/{id}/members/` */
  listOrganizationMembers(
    input: { readonly id: number; readonly after?: number },
    options?: RequestOptions,
  ): Promise<Result<OrganizationMemberPage>>;

  /** A page of organizations. `GET /api/organizations/` */
  listOrganizations(
    input?: {
      readonly after?: number | string;
      readonly page_size?: number;
      readonly search?: string;
      readonly ordering?: string;
      readonly fields?: string;
      readonly id?: number;
      readonly id__in?: ReadonlyArray<string>;
      readonly name?: string;
      readonly name__in?: ReadonlyArray<string>;
      readonly name__iexact?: string;
      readonly name__icontains?: string;
      readonly name__istartswith?: string;
      readonly created_at?: string;
      readonly created_at__in?: ReadonlyArray<string>;
      readonly created_at__gt?: string;
      readonly created_at__gte?: string;
      readonly created_at__lt?: string;
      readonly created_at__lte?: string;
      readonly created_at__range?: ReadonlyArray<string>;
    },
    options?: RequestOptions,
  ): Promise<
    Result<{
      readonly results: ReadonlyArray<Organization>;
      /** Asked for as `after`, the next page; null where nothing follows. */
      readonly next: number | string | null;
    }>
  >;

  /** The passkeys of the user. `GET /api/users/me/passkeys/` */
  listPasskeys(options?: RequestOptions): Promise<Result<ReadonlyArray<Passkey>>>;

  /** The user’s own personal access tokens, newest first. `GET /api/users/me/tokens/` */
  listPersonalTokens(options?: RequestOptions): Promise<Result<ReadonlyArray<PersonalToken>>>;

  /** The public keys of JSON web tokens, the next one included; none where a shared secret signs. `GET /.well-known/jwks.json` */
  listPublicKeys(options?: RequestOptions): Promise<Result<PublicKeys>>;

  /** What the user shows beside the first proof, and how many recovery codes are left. `GET /api/users/me/second-factors/` */
  listSecondFactors(options?: RequestOptions): Promise<Result<SecondFactors>>;

  /** The user’s own live sessions, latest activity first. `GET /api/users/me/sessions/` */
  listSessions(options?: RequestOptions): Promise<Result<ReadonlyArray<Session>>>;

  /** Log in by a plain form; a browser that asks for a page gets one instead. `POST /login/` */
  logInByForm(
    input: LogInByFormBody,
    options?: RequestOptions,
  ): Promise<Result<LoggedIn, keyof LogInByFormBody>>;

  /** Log in by a passkey alone and get a session cookie. `POST /api/login/passkey/` */
  logInByPasskey(
    input: LogInByPasskeyBody,
    options?: RequestOptions,
  ): Promise<Result<LoggedIn, keyof LogInByPasskeyBody>>;

  /** Log in and get a pair of tokens in cookies, which no script can read. `POST /api/auth/cookie/login/` */
  logInForTokenCookies(
    input: LogInForTokenCookiesBody,
    options?: RequestOptions,
  ): Promise<Result<CookieLogIn, keyof LogInForTokenCookiesBody>>;

  /** Log in as whom the proxy in front has authenticated, and get a session cookie. `POST /api/login/remote/` */
  logInRemoteUser(options?: RequestOptions): Promise<Result<LoggedIn>>;

  /** End the tokens in the cookies and the session beside them, and take them from the browser. Fine when there is neither. `POST /api/auth/cookie/logout/` */
  logOutOfTokenCookies(options?: RequestOptions): Promise<Result<Detail>>;

  /** Make a verified address the primary one. Ends every other session. `PATCH /api/users/me/emails/{id}/` */
  makeEmailPrimary(
    input: { readonly id: number } & MakeEmailPrimaryBody,
    options?: RequestOptions,
  ): Promise<Result<EmailAddress, keyof MakeEmailPrimaryBody>>;

  /** Make new recovery codes in the place of those from before. `POST /api/users/me/second-factors/recovery-codes/` */
  makeRecoveryCodes(options?: RequestOptions): Promise<Result<RecoveryCodes>>;

  /** The user’s API token for a name and a password: the one there is, or a new one. `POST /api-token-auth/` */
  obtainApiToken(
    input: ObtainApiTokenBody,
    options?: RequestOptions,
  ): Promise<Result<ApiToken, keyof ObtainApiTokenBody>>;

  /** A token that can be exchanged for a longer one, for a name and a password. `POST /api/token/sliding/` */
  obtainSlidingToken(
    input: ObtainSlidingTokenBody,
    options?: RequestOptions,
  ): Promise<Result<SlidingToken, keyof ObtainSlidingTokenBody>>;

  /** An access token and a refresh token for a name and a password. `POST /api/token/` */
  obtainTokenPair(
    input: ObtainTokenPairBody,
    options?: RequestOptions,
  ): Promise<Result<TokenPair, keyof ObtainTokenPairBody>>;

  /** Go on with a log-in by a passkey: answers what the log-in was for. `POST /api/login/second-factor/passkey/` */
  passByPasskey(
    input: PassByPasskeyBody,
    options?: RequestOptions,
  ): Promise<Result<LoggedIn | TokenPair | SlidingToken | ApiToken | CookieLogIn, keyof PassByPasskeyBody>>;

  /** Go on with a log-in by a code: answers what the log-in was for. `POST /api/login/second-factor/` */
  passSecondFactor(
    input: PassSecondFactorBody,
    options?: RequestOptions,
  ): Promise<
    Result<LoggedIn | TokenPair | SlidingToken | ApiToken | CookieLogIn, keyof PassSecondFactorBody>
  >;

  /** Show a passkey again, before what asks for a recent proof. The session gets a new key. `POST /api/users/me/second-factors/prove/passkey/` */
  proveByPasskey(
    input: ProveByPasskeyBody,
    options?: RequestOptions,
  ): Promise<Result<null, keyof ProveByPasskeyBody>>;

  /** Show a second factor again, before what asks for a recent proof. The session gets a new key. `POST /api/users/me/second-factors/prove/` */
  proveSecondFactor(
    input: ProveSecondFactorBody,
    options?: RequestOptions,
  ): Promise<Result<null, keyof ProveSecondFactorBody>>;

  /** More time for a sliding token. `POST /api/token/sliding/refresh/` */
  refreshSlidingToken(
    input: RefreshSlidingTokenBody,
    options?: RequestOptions,
  ): Promise<Result<SlidingToken, keyof RefreshSlidingTokenBody>>;

  /** New tokens in the cookies for the refresh token in its cookie. `POST /api/auth/cookie/refresh/` */
  refreshTokenCookies(options?: RequestOptions): Promise<Result<Detail>>;

  /** A new access token, and the refresh token that takes the place of the one sent. With an Idempotency-Key the same answer can be fetched again for ten seconds. `POST /api/token/refresh/` */
  refreshTokens(
    input: RefreshTokensBody,
    options?: RequestOptions,
  ): Promise<Result<RefreshedTokens, keyof RefreshTokensBody>>;

  /** Open an account and, where the site logs newcomers in at once, get a pair of tokens. The answer is the same for a new and for a taken address. `POST /api/register/` */
  registerUser(
    input: RegisterUserBody & Partial<Extra>,
    options?: RequestOptions,
  ): Promise<Result<Detail | RegisteredUser, keyof (RegisterUserBody & Extra)>>;

  /** Remove an address; the primary one stays. `DELETE /api/users/me/emails/{id}/` */
  removeEmail(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** Take a member out of an organization. `DELETE /api/organizations/{id}/members/{user}/` */
  removeOrganizationMember(
    input: { readonly id: number; readonly user: number },
    options?: RequestOptions,
  ): Promise<Result<null>>;

  /** Remove a passkey; the last way to log in stays. `DELETE /api/users/me/passkeys/{id}/` */
  removePasskey(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** Remove an authenticator app; with the last one the recovery codes go. `DELETE /api/users/me/second-factors/totp/{id}/` */
  removeTotp(input: { readonly id: number }, options?: RequestOptions): Promise<Result<null>>;

  /** Give a passkey another name. `PATCH /api/users/me/passkeys/{id}/` */
  renamePasskey(
    input: { readonly id: number } & RenamePasskeyBody,
    options?: RequestOptions,
  ): Promise<Result<null, keyof RenamePasskeyBody>>;

  /** The same, with every required field; optional ones that are left out stay as they are. `PUT /api/users/me/` */
  replaceMe(
    input?: ReplaceMeBody & Partial<Extra>,
    options?: RequestOptions,
  ): Promise<Result<User & Extra, keyof (ReplaceMeBody & Extra)>>;

  /** Ask for a reset mail. The answer is the same for every address. `POST /api/password/reset/` */
  requestPasswordReset(
    input: RequestPasswordResetBody,
    options?: RequestOptions,
  ): Promise<Result<Detail, keyof RequestPasswordResetBody>>;

  /** Send an invitation again, with a new link. `POST /api/organizations/{id}/invitations/{invitation}/resend/` */
  resendInvitation(
    input: { readonly id: number; readonly invitation: number },
    options?: RequestOptions,
  ): Promise<Result<Invitation>>;

  /** Set a new password by a mailed link. Every session ends; nobody is logged in. `POST /api/password/reset/confirm/` */
  resetPassword(
    input: ResetPasswordBody,
    options?: RequestOptions,
  ): Promise<Result<Detail, keyof ResetPasswordBody>>;

  /** Take an invitation back. `DELETE /api/organizations/{id}/invitations/{invitation}/` */
  revokeInvitation(
    input: { readonly id: number; readonly invitation: number },
    options?: RequestOptions,
  ): Promise<Result<null>>;

  /** Send the activation mail again: to the logged-in user, or to a given address. `POST /api/activation/` */
  sendActivation(
    input?: SendActivationBody,
    options?: RequestOptions,
  ): Promise<Result<Detail, keyof SendActivationBody>>;

  /** Mail the link for an address that is not verified yet again. `POST /api/users/me/emails/{id}/verification/` */
  sendEmailVerification(input: { readonly id: number }, options?: RequestOptions): Promise<Result<Detail>>;

  /** Invite whoever reads an address, by an e-mail. `POST /api/organizations/{id}/invitations/` */
  sendInvitation(
    input: { readonly id: number } & SendInvitationBody,
    options?: RequestOptions,
  ): Promise<Result<Invitation, keyof SendInvitationBody>>;

  /** Make a member an owner, an admin, or a member like others. `PATCH /api/organizations/{id}/members/{user}/` */
  setOrganizationMemberRole(
    input: { readonly id: number; readonly user: number } & SetOrganizationMemberRoleBody,
    options?: RequestOptions,
  ): Promise<Result<null, keyof SetOrganizationMemberRoleBody>>;

  /** Open an account. The answer is the same for a new and for a taken address. `POST /api/signup/` */
  signUp(
    input: SignUpBody & Partial<Extra>,
    options?: RequestOptions,
  ): Promise<Result<Detail, keyof (SignUpBody & Extra)>>;

  /** Open an account with the invited address, which the mailed key proves, and come into the organization. `POST /api/invitations/signup/` */
  signUpByInvitation(
    input: SignUpByInvitationBody & Partial<Extra>,
    options?: RequestOptions,
  ): Promise<Result<Organization, keyof (SignUpByInvitationBody & Extra)>>;

  /** Let the session act in one of the user’s organizations, or in none (0). `PUT /api/users/me/organization/` */
  switchOrganization(
    input: SwitchOrganizationBody,
    options?: RequestOptions,
  ): Promise<
    Result<
      {
        readonly organization: number | null;
      },
      keyof SwitchOrganizationBody
    >
  >;

  /** Make another member an owner in one’s own place; one is an admin afterwards. `POST /api/organizations/{id}/transfer/` */
  transferOrganization(
    input: { readonly id: number } & TransferOrganizationBody,
    options?: RequestOptions,
  ): Promise<Result<null, keyof TransferOrganizationBody>>;

  /** Take a role of the site’s in this organization from a member. `DELETE /api/organizations/{id}/members/{user}/roles/{role}/` */
  unassignOrganizationRole(
    input: { readonly id: number; readonly user: number; readonly role: string },
    options?: RequestOptions,
  ): Promise<Result<null>>;

  /** Change what owners may change of themselves; everything else is ignored. `PATCH /api/users/me/` */
  updateMe(
    input?: UpdateMeBody & Partial<Extra>,
    options?: RequestOptions,
  ): Promise<Result<User & Extra, keyof (UpdateMeBody & Extra)>>;

  /** Change an organization: what is left out stays. `PATCH /api/organizations/{id}/` */
  updateOrganization(
    input: { readonly id: number } & UpdateOrganizationBody,
    options?: RequestOptions,
  ): Promise<Result<Organization, keyof UpdateOrganizationBody>>;

  /** Whether a token, of whatever type, is still good for something. `POST /api/token/verify/` */
  verifyToken(
    input: VerifyTokenBody,
    options?: RequestOptions,
  ): Promise<Result<Nothing, keyof VerifyTokenBody>>;

  /** Whether the access token in its cookie is still good. `POST /api/auth/cookie/verify/` */
  verifyTokenCookie(options?: RequestOptions): Promise<Result<Nothing>>;
}
