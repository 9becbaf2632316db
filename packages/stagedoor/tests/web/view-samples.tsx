import type { VNode } from 'preact';
import type { OwnAddress } from '../../src/core/account/email/own-addresses.ts';
import type { OwnDevice } from '../../src/core/activity/list-devices.ts';
import type { StoredVisit } from '../../src/core/activity/visit-store.ts';
import type { StoredAuditEvent } from '../../src/core/audit/audit-event.ts';
import type { InvitationStanding } from '../../src/core/organization/accept-invitation.ts';
import type { Invitation } from '../../src/core/organization/invitation-store.ts';
import { memberPermissions } from '../../src/core/organization/member-permissions.ts';
import type { Member, MemberRole } from '../../src/core/organization/organization.ts';
import type { Passkey } from '../../src/core/passkey/passkey.ts';
import type { ListedSession } from '../../src/core/session/list-sessions.ts';
import type { Session } from '../../src/core/session/session.ts';
import type { ListedPersonalToken } from '../../src/core/token/personal-token/list-personal-tokens.ts';
import { ourLanguages } from '../../src/texts/languages.ts';
import { type Language, translatorFor } from '../../src/texts/translator.ts';
import { AccountPage, AccountSection } from '../../src/ui/account-page.tsx';
import { assetUrl } from '../../src/ui/assets.ts';
import { CopyRow } from '../../src/ui/copy-row.tsx';
import { EmptyState } from '../../src/ui/empty-state.tsx';
import { CheckField, CodeField } from '../../src/ui/field.tsx';
import { Form } from '../../src/ui/form.tsx';
import { emptyForm, type FormState } from '../../src/ui/form-state.ts';
import { ClockIcon, InfoIcon } from '../../src/ui/icons.tsx';
import { Notice } from '../../src/ui/notice.tsx';
import { type Flash, type PageContext, plainBrand } from '../../src/ui/page-context.ts';
import { Pagination } from '../../src/ui/pagination.tsx';
import { SitePage } from '../../src/ui/site-page.tsx';
import { Stat } from '../../src/ui/stat.tsx';
import { Table } from '../../src/ui/table.tsx';
import { Tag } from '../../src/ui/tag.tsx';
import { SecurityView } from '../../src/web/audit/views.tsx';
import {
  BadRequestView,
  CsrfFailureView,
  type ErrorStatus,
  ErrorView,
  OrganizationDeniedView,
  UnverifiedView,
} from '../../src/web/error/views.tsx';
import { LoggedOutView, LogInView, LogOutView, ReauthenticateView } from '../../src/web/login/views.tsx';
import { CaughtMailPage, CaughtMailsView } from '../../src/web/mail/views.tsx';
import { NoticesBadLinkView, NoticesStoppedView, StopNoticesView } from '../../src/web/notice/views.tsx';
import { OrganizationConfirmView } from '../../src/web/organization/confirm-views.tsx';
import {
  OrganizationDeleteView,
  OrganizationInviteView,
  OrganizationRenameView,
} from '../../src/web/organization/form-views.tsx';
import { InvitationBadLinkView, InvitationView } from '../../src/web/organization/invitation-views.tsx';
import { OrganizationsView } from '../../src/web/organization/list-views.tsx';
import { OrganizationMemberView } from '../../src/web/organization/member-views.tsx';
import { OrganizationView } from '../../src/web/organization/organization-views.tsx';
import { OrganizationTeamsView } from '../../src/web/organization/team-list-views.tsx';
import { OrganizationTeamView } from '../../src/web/organization/team-views.tsx';
import { PasskeyAddView, PasskeyRenameView, PasskeysView } from '../../src/web/passkey/views.tsx';
import {
  PasswordResetBadLinkView,
  PasswordResetCompleteView,
  PasswordResetConfirmView,
  PasswordResetDoneView,
  PasswordResetView,
} from '../../src/web/password/reset-views.tsx';
import {
  PasswordChangeDoneView,
  PasswordChangeView,
  PasswordRenewView,
  PasswordSetView,
} from '../../src/web/password/views.tsx';
import { frameLinks, paths, resetConfirmPath } from '../../src/web/paths.ts';
import { SecondFactorEnterView, SecondFactorProveView } from '../../src/web/second-factor/enter-views.tsx';
import { RecoveryCodesView, TotpSetUpView } from '../../src/web/second-factor/set-up-views.tsx';
import { SecondFactorsView } from '../../src/web/second-factor/views.tsx';
import { DevicesView } from '../../src/web/session/device-views.tsx';
import { SessionsView } from '../../src/web/session/views.tsx';
import { NewTokenMadeView, NewTokenView } from '../../src/web/token/new-token-views.tsx';
import { ApiTokenView, TokensView } from '../../src/web/token/views.tsx';
import {
  ActivationBadLinkView,
  ActivationDoneView,
  ActivationResendView,
  ActivationSentView,
  ActivationView,
} from '../../src/web/user/activation-views.tsx';
import { AddressConfirmView, AddressListView } from '../../src/web/user/address-list-views.tsx';
import { AccountDeletedView, DeleteAccountView, YourDataView } from '../../src/web/user/data-views.tsx';
import {
  EmailBadLinkView,
  EmailChangeSentView,
  EmailChangeView,
  EmailConfirmView,
  EmailUndoneView,
  EmailUndoView,
} from '../../src/web/user/email-views.tsx';
import { describeExtraFields } from '../../src/web/user/extra-field-inputs.ts';
import { InvitationSignUpView } from '../../src/web/user/invitation-sign-up-views.tsx';
import { PictureView } from '../../src/web/user/picture-views.tsx';
import { ProfileView } from '../../src/web/user/profile-views.tsx';
import { SignUpClosedView, SignUpDoneView, SignUpView } from '../../src/web/user/sign-up-views.tsx';
import { testSettings } from '../support/test-settings.ts';

/** The real now: in a browser the script counts from its own clock. */
const now = new Date();
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

const agents = {
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  chrome:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  curl: 'curl/8.11.0',
};

interface ContextOptions {
  readonly language?: Language;
  readonly signedIn?: boolean;
  readonly flashes?: readonly Flash[];
  readonly unconfirmed?: NonNullable<PageContext['user']>['unconfirmed'];
  readonly picture?: string | null;
}

/** Every link that the foot may have. */
const foot = {
  terms: '/terms/',
  privacy: '/privacy/',
  help: 'mailto:help@example.org',
  apiDocs: '/docs/',
  mailbox: '/dev/mail/',
} as const;

export function pageContext({
  language = 'en',
  signedIn = false,
  flashes = [],
  unconfirmed = null,
  picture = null,
}: ContextOptions = {}): PageContext {
  return {
    t: translatorFor(language),
    siteName: 'Stagedoor',
    brand: plainBrand,
    name: null,
    languages: ourLanguages,
    links: { ...frameLinks, foot },
    csrfToken: 'maskedTokenOfTheContract',
    waiting: null,
    now,
    path: '/accounts/login/',
    user: signedIn
      ? {
          displayName: 'Ana Belén Ruiz',
          username: 'ana',
          email: 'ana.belen@example.org',
          picture,
          unconfirmed,
        }
      : null,
    flashes,
  };
}

function session(id: number, facts: Partial<Session>): Session {
  return {
    id,
    keyHash: `hash-${id}`,
    userId: 1,
    securityVersion: 1,
    backend: 'password',
    expiry: { kind: 'browser' },
    createdAt: ago(7_200),
    lastSeenAt: ago(20),
    expiresAt: ago(-86_400),
    endsAt: ago(-864_000),
    methods: [],
    authenticatedAt: ago(7_200),
    ipAddress: '203.0.113.7',
    userAgent: agents.firefox,
    deviceId: null,
    pendingStage: null,
    isKeyDue: false,
    kind: 'cookie',
    scope: null,
    ...facts,
  };
}

const sessions: readonly ListedSession[] = [
  { session: session(1, {}), isCurrent: true },
  {
    session: session(2, {
      userAgent: agents.safari,
      ipAddress: '2001:db8:85a3::8a2e:370:7334',
      createdAt: ago(400_000),
      lastSeenAt: ago(5_400),
    }),
    isCurrent: false,
  },
  {
    session: session(3, { userAgent: agents.curl, ipAddress: '198.51.100.23', lastSeenAt: ago(300_000) }),
    isCurrent: false,
  },
  { session: session(4, { kind: 'jwt', userAgent: agents.chrome }), isCurrent: false },
  { session: session(5, { kind: 'api-token', userAgent: '' }), isCurrent: false },
];

const tokens: readonly ListedPersonalToken[] = [
  token(11, 'Deploys from the build server', {
    scope: { permissions: ['add_post', 'view_post'], methods: 'write' },
    lastSeenAt: ago(900),
    ipAddress: '198.51.100.23',
  }),
  token(12, 'Backup of the blog every night, and of the pictures that belong to it', {
    expiresAt: ago(-200_000),
    ipAddress: '2001:db8:85a3::8a2e:370:7334',
  }),
  token(13, 'Dashboard', { createdAt: ago(500_000), lastSeenAt: ago(500_000) }),
];

function token(id: number, name: string, facts: Partial<Session>): ListedPersonalToken {
  const made: Partial<Session> = {
    kind: 'personal-token',
    scope: { permissions: [], methods: 'read' },
    createdAt: ago(4_000_000),
    expiresAt: ago(-3_000_000),
  };
  const hint = `sdp_${id}Xq`;
  return { sessionId: id, userId: 1, name, hint, session: session(id, { ...made, ...facts }) };
}

const apiToken = {
  key: '7c1e0b6f2a9d4e5c8b3f7c1e0b6f2a9d4e5c8b3f',
  session: session(21, { kind: 'api-token', createdAt: ago(9_000_000), ipAddress: '198.51.100.23' }),
};
const madeToken = {
  token: 'sdp_0M9xqTz4KcVb1Wd7Rj2Lh8Ys5Gn3Pf6AeUiOoQwErTyZz1',
  hint: 'sdp_0M9x',
  session: session(14, {
    kind: 'personal-token',
    createdAt: now,
    lastSeenAt: now,
    expiresAt: ago(-7_776_100),
    scope: { permissions: ['add_post'], methods: 'read' },
  }),
};

const devices: readonly OwnDevice[] = sessions.map(({ session, isCurrent }) => ({
  id: session.id,
  ipAddress: session.ipAddress,
  userAgent: session.userAgent,
  firstSeenAt: session.createdAt,
  lastSeenAt: session.lastSeenAt,
  isCurrent,
}));
const visits: readonly StoredVisit[] = devices.map((device) => ({ ...device, userId: 1 }));

function event(id: number, facts: Partial<StoredAuditEvent>): StoredAuditEvent {
  return {
    id,
    action: 'log-in',
    success: true,
    occurredAt: ago(id * 5_000),
    userId: 1,
    ipAddress: '203.0.113.7',
    userAgent: agents.firefox,
    detail: {},
    ...facts,
  };
}

const addresses: readonly OwnAddress[] = [
  ownAddress(1, { email: 'ana.belen@example.org', isPrimary: true }),
  ownAddress(2, { email: 'ana.belen.ruiz.de.la.torre@department.example.org' }),
  ownAddress(3, { email: 'ana@before.example.org', keptUntil: new Date(now.getTime() + 500_000_000) }),
  ownAddress(4, { email: 'nueva@example.org', emailKey: null, isVerified: false }),
];

function ownAddress(id: number, changes: Partial<OwnAddress>): OwnAddress {
  const email = changes.email ?? '';
  const plain = {
    id,
    userId: 7,
    email,
    emailKey: email,
    isVerified: true,
    isPrimary: false,
    keptUntil: null,
  };
  return { ...plain, ...changes };
}

const laptopKey: Passkey = {
  id: 71,
  userId: 1,
  name: 'Laptop',
  kind: 'passwordless',
  aaguid: '00000000-0000-0000-0000-000000000000',
  isSynced: true,
  isBackedUp: true,
  createdAt: ago(90_000),
  lastUsedAt: ago(40),
};
const passkeys: readonly Passkey[] = [
  laptopKey,
  {
    ...laptopKey,
    id: 72,
    name: '',
    kind: 'second-factor',
    isSynced: false,
    isBackedUp: false,
    lastUsedAt: null,
  },
];

const ceremony = { handle: 'h', options: { challenge: 'c' } };

const noFactors = { totpDevices: [], passkeys: [], recoveryCodes: { made: 0, left: 0 } };

const twoFactors = {
  totpDevices: [
    { id: 71, userId: 1, name: '', createdAt: ago(90_000), confirmedAt: ago(90_000), lastUsedAt: ago(60) },
    {
      id: 72,
      userId: 1,
      name: 'Telephone in the drawer of the second desk from the window',
      createdAt: ago(4_000),
      confirmedAt: ago(4_000),
      lastUsedAt: null,
    },
  ],
  passkeys: [{ ...laptopKey, kind: 'second-factor' as const }],
  recoveryCodes: { made: 10, left: 2 },
};

const totpSetUp = {
  id: 73,
  secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  uri: 'otpauth://totp/Stagedoor:ana?issuer=Stagedoor&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
};

const recoveryCodes = ['7K2M-QX4T-9HWB', 'ZC6N-3GPD-RY8E', 'M5TJ-W2XA-KH7F', '4BQS-8NWC-E6RD'];

const events: readonly StoredAuditEvent[] = [
  event(1, {}),
  event(2, { success: false, userAgent: agents.curl, ipAddress: '198.51.100.23' }),
  event(3, { action: 'password-change', userAgent: agents.chrome }),
  event(40, { action: 'activation', userAgent: agents.safari }),
  event(41, { action: 'sign-up', userAgent: agents.safari }),
];

const signUpFields = describeExtraFields(
  {
    fecha_nacimiento: { type: 'date', nullable: true, label: 'Birth date', atSignUp: true },
    phone: { type: 'text', maxLength: 20, default: '', label: 'Phone', atSignUp: true },
    department: {
      type: 'choice',
      choices: { stage: 'Stage', light: 'Light', sound: 'Sound' },
      nullable: true,
      label: 'Department',
      atSignUp: true,
    },
    newsletter: { type: 'boolean', default: false, label: 'Send me the programme', atSignUp: true },
    seats: { type: 'integer', default: 0, label: 'Seats', atSignUp: true },
  },
  'sign-up',
  'en',
);

const notices = { label: 'Offers by email', account: 'ana.belen@example.org' };

const mail = {
  id: '000001763712000-abc',
  to: 'ana.belen@example.org',
  subject: 'Activate your account on Stagedoor',
  text: 'Hello ana,\n\nYour account on Stagedoor is almost ready. Confirm that this address is yours:\n\nhttp://127.0.0.1:8000/accounts/activation/abc/\n',
  sentAt: ago(40).toISOString(),
};

function refused(t: PageContext['t'], values: FormState['values'], names: readonly string[]): FormState {
  const errors = Object.fromEntries(names.map((name) => [name, [t('required')]]));
  return { values, errors, formErrors: [] };
}

/** Parts that no page of this interface uses yet, so that they are looked at and checked all the same. */
function Parts({ page }: { page: PageContext }): VNode {
  const { t } = page;
  const rows = [
    { id: 1, name: 'Fly tower', count: 12 },
    { id: 2, name: 'Trap room', count: 3 },
  ];
  return (
    <AccountPage page={page} section="data" title="Parts" lead="Everything that is drawn once.">
      <AccountSection title="Notices and tags" lead="Four kinds.">
        {(['success', 'info', 'warning', 'error'] as const).map((kind) => (
          <Notice key={kind} kind={kind}>
            <p>What happened, and what can be done next ({kind}).</p>
          </Notice>
        ))}
        <p>
          <Tag>plain</Tag> <Tag kind="brass">brass</Tag> <Tag kind="success">success</Tag>{' '}
          <Tag kind="error">error</Tag>
        </p>
      </AccountSection>
      <AccountSection title="Numbers">
        <Stat
          label="Users today"
          value="1,204"
          history={{ values: [4, 9, 6, 12, 18, 14, 21], words: 'From 4 to 21 in a week' }}
        />
        <Table
          t={t}
          caption="Rooms"
          columns={[
            {
              name: 'name',
              header: 'Room',
              cell: (row) => row.name,
              sort: { href: '?o=name', direction: 'ascending' },
            },
            {
              name: 'count',
              header: 'Keys',
              cell: (row) => row.count,
              isNumber: true,
              sort: { href: '?o=count' },
            },
          ]}
          rows={rows}
          rowKey={(row) => row.id}
          empty={null}
        />
        <Pagination t={t} position={{ page: 2, pages: 7 }} previousHref="?page=1" nextHref="?page=3" />
      </AccountSection>
      <AccountSection title="Codes">
        <Form page={page} action="/">
          <CodeField
            t={t}
            form={emptyForm}
            name="code"
            label="Code"
            hint="Six digits from your app."
            length={6}
          />
          <CheckField
            t={t}
            form={emptyForm}
            name="trust"
            label="Trust this device"
            hint="For two weeks."
            optional
          />
        </Form>
        <CopyRow t={t} id="token" value="7c1e0b6f2a9d4e5c8b3f" />
        <EmptyState
          icon={<ClockIcon />}
          title="Nothing yet"
          text="What belongs here, and the one thing to do."
        />
      </AccountSection>
    </AccountPage>
  );
}

const statuses: readonly ErrorStatus[] = [400, 403, 404, 405, 410, 413, 429, 500, 503];

/** Every view in every state worth looking at, by a name that is also its file name in the gallery. */
export function viewSamples(language: Language): ReadonlyMap<string, VNode> {
  const page = pageContext({ language });
  const mine = pageContext({ language, signedIn: true });
  const stageOnTheWay = { ...page, waiting: 'log-in' as const };
  const { t } = page;
  const done: Flash = { kind: 'success', text: t('password_change.success') };
  const signUp = {
    page,
    next: null,
    hasUsername: true,
    asked: testSettings().signUpFields,
    passwordRules: { minimumLength: 12, composition: ['letter', 'upper', 'digit'] },
    removedAfterSeconds: 900,
  } as const;
  const logIn = {
    page,
    logInBy: 'either',
    next: null,
    signUpOpen: true,
    untilActivated: 'closed',
    remoteUser: null,
    passkey: ceremony,
  } as const;
  const activation = {
    page,
    form: emptyForm,
    activationKey: 'abc',
    account: { username: 'ana', email: 'ana.belen@example.org' },
  };
  const newPassword = { form: emptyForm, passwordRules: { minimumLength: 12, composition: [] } } as const;
  const fates = [
    { organization: { id: 1, name: 'Acme', createdAt: now }, heir: null },
    { organization: { id: 3, name: 'Acme', createdAt: new Date(now.getTime() - 86_400_000) }, heir: null },
    {
      organization: { id: 2, name: 'Beta Press', createdAt: now },
      heir: { id: 2, username: 'ben', email: 'ben@example.org' },
    },
  ];
  const profile = { first_name: 'Ana Belén', last_name: 'Ruiz', language };
  const samples: [string, VNode][] = [
    ['login', <LogInView {...logIn} form={emptyForm} />],
    ['login-remote', <LogInView {...logIn} remoteUser="ana" form={emptyForm} />],
    [
      'login-refused',
      <LogInView
        {...logIn}
        next="/blog/"
        form={{
          values: { username: 'ana', remember_me: 'on' },
          errors: {},
          formErrors: [t('invalid_login')],
        }}
      />,
    ],
    [
      'login-flash',
      <LogInView
        {...logIn}
        page={pageContext({ language, flashes: [{ kind: 'info', text: t('logout.done') }] })}
        form={emptyForm}
      />,
    ],
    ['logout', <LogOutView page={mine} />],
    ['logged-out', <LoggedOutView page={page} />],
    ['reauthenticate', <ReauthenticateView page={mine} form={emptyForm} next={paths.email} />],
    [
      'reauthenticate-refused',
      <ReauthenticateView
        page={mine}
        form={{ values: {}, errors: { password: [t('password_wrong')] }, formErrors: [] }}
        next={null}
      />,
    ],
    ['signup', <SignUpView {...signUp} form={emptyForm} extraFields={[]} />],
    ['signup-extra', <SignUpView {...signUp} form={emptyForm} extraFields={signUpFields} />],
    [
      'signup-refused',
      <SignUpView
        {...signUp}
        extraFields={[]}
        form={{
          values: { username: 'ana', email: 'ana@' },
          errors: {
            username: [t('username_taken')],
            email: [t('invalid_email')],
            password1: [t('password_too_short', { min_length: 12 }), t('password_too_common')],
            password2: [t('password_mismatch')],
          },
          formErrors: [],
        }}
      />,
    ],
    ['signup-done', <SignUpDoneView page={page} logIn="closed" removedAfterSeconds={null} />],
    ['signup-done-open', <SignUpDoneView page={page} logIn="by-username" removedAfterSeconds={900} />],
    ['signup-closed', <SignUpClosedView page={page} />],
    ['activation', <ActivationView {...activation} newPassword={null} />],
    [
      'activation-password',
      <ActivationView
        {...activation}
        newPassword={{ reason: 'claimed', rules: newPassword.passwordRules }}
      />,
    ],
    ['activation-done', <ActivationDoneView page={page} />],
    ['activation-bad', <ActivationBadLinkView page={page} />],
    ['stop-notices', <StopNoticesView page={page} {...notices} noticeKey="marketing.MQ.abc" />],
    ['notices-stopped', <NoticesStoppedView page={page} {...notices} />],
    ['notices-bad', <NoticesBadLinkView page={page} />],
    ['activation-resend', <ActivationResendView page={page} form={emptyForm} />],
    ['activation-resend-refused', <ActivationResendView page={page} form={refused(t, {}, ['email'])} />],
    ['activation-resend-mine', <ActivationResendView page={mine} form={emptyForm} />],
    ['activation-sent', <ActivationSentView page={page} />],
    ['reset', <PasswordResetView page={page} form={emptyForm} />],
    ['reset-done', <PasswordResetDoneView page={page} />],
    [
      'reset-confirm',
      <PasswordResetConfirmView
        page={page}
        {...newPassword}
        action={resetConfirmPath('MQ', 'set-password')}
      />,
    ],
    ['reset-bad', <PasswordResetBadLinkView page={page} />],
    ['reset-complete', <PasswordResetCompleteView page={page} />],
    [
      'profile',
      <ProfileView
        page={pageContext({ language, signedIn: true, flashes: [done] })}
        form={{ ...emptyForm, values: profile }}
        hasUsername
        asksForPassword={false}
        extraFields={[]}
        hasPicture
      />,
    ],
    ['picture-refused', <PictureView page={mine} form={refused(t, {}, ['picture'])} maxBytes={5_242_880} />],
    [
      'picture',
      <PictureView
        page={pageContext({ language, signedIn: true, picture: assetUrl('door.svg') })}
        form={emptyForm}
        maxBytes={5_242_880}
      />,
    ],
    [
      'profile-unverified',
      <ProfileView
        page={pageContext({ language, signedIn: true, unconfirmed: { removedAt: ago(-780) } })}
        form={{ ...emptyForm, values: profile }}
        hasUsername
        asksForPassword
        extraFields={signUpFields}
        hasPicture
      />,
    ],
    [
      'security',
      <SecurityView
        page={mine}
        isEmailVerified
        password="here"
        secondFactors={twoFactors}
        events={events}
        olderEventsHref="?before=41"
      />,
    ],
    [
      'security-empty',
      <SecurityView
        page={mine}
        isEmailVerified={false}
        password="none"
        secondFactors={noFactors}
        events={[]}
        olderEventsHref={null}
      />,
    ],
    ['second-factors', <SecondFactorsView page={mine} factors={twoFactors} />],
    ['second-factors-empty', <SecondFactorsView page={mine} factors={noFactors} />],
    [
      'second-factor-enter',
      <SecondFactorEnterView page={stageOnTheWay} form={emptyForm} next={null} passkey={ceremony} />,
    ],
    [
      'second-factor-enter-refused',
      <SecondFactorEnterView
        page={stageOnTheWay}
        form={refused(t, {}, ['code'])}
        next={null}
        passkey={null}
      />,
    ],
    [
      'second-factor-prove',
      <SecondFactorProveView page={mine} form={emptyForm} next={null} passkey={ceremony} />,
    ],
    ['totp-set-up', <TotpSetUpView page={mine} form={emptyForm} setUp={totpSetUp} />],
    ['totp-set-up-refused', <TotpSetUpView page={mine} form={refused(t, {}, ['code'])} setUp={totpSetUp} />],
    ['recovery-codes', <RecoveryCodesView page={mine} codes={recoveryCodes} isNew />],
    ['recovery-codes-anew', <RecoveryCodesView page={mine} codes={recoveryCodes} isNew={false} />],
    ['passkeys', <PasskeysView page={mine} passkeys={passkeys} isManaged={false} />],
    ['passkeys-empty', <PasskeysView page={mine} passkeys={[]} isManaged />],
    ['passkey-add', <PasskeyAddView page={mine} form={emptyForm} kind="passwordless" ceremony={ceremony} />],
    [
      'passkey-add-refused',
      <PasskeyAddView
        page={mine}
        form={{ ...emptyForm, formErrors: [t('ceremony_over')] }}
        kind="second-factor"
        ceremony={ceremony}
      />,
    ],
    ['passkey-rename', <PasskeyRenameView page={mine} form={emptyForm} passkey={laptopKey} />],
    ['tokens', <TokensView page={mine} tokens={tokens} apiToken={apiToken} />],
    ['tokens-empty', <TokensView page={mine} tokens={[]} apiToken={null} />],
    [
      'token-new',
      <NewTokenView
        page={mine}
        form={{ ...emptyForm, values: { methods: 'read', expires_in_days: '90' } }}
        permissions={['add_post', 'change_post', 'delete_post', 'view_post', 'publish_on_the_front_page']}
      />,
    ],
    [
      'token-new-refused',
      <NewTokenView
        page={mine}
        permissions={[]}
        form={refused(t, { methods: 'write', expires_in_days: '7' }, ['name', 'methods'])}
      />,
    ],
    ['token-made', <NewTokenMadeView page={mine} made={madeToken} name="Deploys" />],
    ['api-token', <ApiTokenView page={mine} apiToken={apiToken} />],
    [
      'emails',
      <AddressListView page={mine} addresses={addresses} logInBy="either" form={emptyForm} asksForPassword />,
    ],
    [
      'emails-refused',
      <AddressListView
        page={mine}
        addresses={[]}
        logInBy="username"
        form={refused(t, { email: 'ana@' }, ['email'])}
        asksForPassword={false}
      />,
    ],
    ...organizationSamples({ page, mine, t }),
    ['invitation-bad-link', <InvitationBadLinkView page={mine} />],
    ['emails-confirm', <AddressConfirmView page={mine} addKey="abc" email="nueva@example.org" />],
    ['email', <EmailChangeView page={mine} form={emptyForm} asksForPassword />],
    ['email-sent', <EmailChangeSentView page={mine} email="nueva@example.org" />],
    [
      'email-confirm',
      <EmailConfirmView page={mine} confirmKey="abc" newEmail="nueva@example.org" logInBy="either" />,
    ],
    ['email-undo', <EmailUndoView page={page} undoKey="abc" />],
    ['email-undone', <EmailUndoneView page={page} />],
    ['email-bad', <EmailBadLinkView page={mine} />],
    ['password-change', <PasswordChangeView page={mine} next={null} {...newPassword} />],
    [
      'password-renew',
      <PasswordRenewView page={{ ...mine, waiting: 'session' }} next="/accounts/data/" {...newPassword} />,
    ],
    [
      'password-change-refused',
      <PasswordChangeView
        page={mine}
        next={null}
        passwordRules={{ minimumLength: 12, composition: ['letter', 'upper', 'digit', 'lower'] }}
        form={{
          values: {},
          errors: { old_password: [t('password_incorrect')], new_password2: [t('password_mismatch')] },
          formErrors: [],
        }}
      />,
    ],
    ['password-change-done', <PasswordChangeDoneView page={mine} />],
    ['password-set', <PasswordSetView page={mine} {...newPassword} />],
    ['sessions', <SessionsView page={mine} sessions={sessions} />],
    ['sessions-one', <SessionsView page={mine} sessions={sessions.slice(0, 1)} />],
    ['devices', <DevicesView page={mine} devices={devices} visits={visits} />],
    ['devices-empty', <DevicesView page={mine} devices={[]} visits={[]} />],
    ['data', <YourDataView page={mine} rows={[]} />],
    [
      'delete',
      <DeleteAccountView
        page={mine}
        form={emptyForm}
        hasPassword
        rows={{
          go: [{ label: { en: 'diaries', es: 'diarios' }, fields: [] }],
          stay: [
            { label: 'papers', fields: ['editor'] },
            { label: 'orders', fields: [] },
          ],
        }}
        fates={fates}
      />,
    ],
    ['deleted', <AccountDeletedView page={page} />],
    ...statuses.map((status): [string, VNode] => [
      `error-${status}`,
      <ErrorView
        page={page}
        status={status}
        retryAfterSeconds={95}
        reference={status === 500 ? 'req-7f3a' : null}
      />,
    ]),
    ['error-unverified', <UnverifiedView page={page} emailPath={paths.email} />],
    [
      'error-organization',
      <OrganizationDeniedView page={page} organizationPath="/accounts/organizations/7/" />,
    ],
    [
      'error-two-log-ins',
      <BadRequestView page={page} text={page.t('bad_request.cookies-twice')} leavePath={paths.logOut} />,
    ],
    ['error-csrf', <CsrfFailureView page={page} backPath={paths.logIn} />],
    [
      'mails',
      <CaughtMailsView page={page} mails={[mail, { ...mail, id: 'b', subject: 'Welcome to Stagedoor' }]} />,
    ],
    ['mails-empty', <CaughtMailsView page={page} mails={[]} />],
    ['mail', <CaughtMailPage page={page} mail={mail} />],
    [
      'site',
      <SitePage
        page={mine}
        title="Home"
        navigation={[
          { path: '/blog/', label: 'Blog' },
          { path: '/chat/', label: 'Chat' },
        ]}
      >
        <h1>Home</h1>
        <p>The community’s own pages stand in this frame.</p>
        <EmptyState icon={<InfoIcon />} title="No posts yet" text="What members write appears here." />
      </SitePage>,
    ],
    ['parts', <Parts page={mine} />],
  ];
  return new Map(samples);
}

interface InLanguage {
  readonly page: PageContext;
  readonly mine: PageContext;
  readonly t: PageContext['t'];
}

const acme = { id: 7, name: 'Acme', createdAt: ago(86_400 * 60) };
const ownPermissions = memberPermissions.owner;
const person = (id: number, username: string, role: MemberRole): Member => ({
  organizationId: 7,
  userId: id,
  role,
  joinedAt: ago(86_400 * id),
  user: { id, username, email: `${username}@example.org`, firstName: '', lastName: '', isActive: id !== 3 },
  siteRoles: id === 2 ? ['editor', 'publisher'] : [],
});
const invited = (id: number, email: string, secondsLeft: number): Invitation => ({
  id,
  organizationId: 7,
  email,
  role: 'member',
  invitedBy: 1,
  createdAt: ago(86_400),
  expiresAt: ago(-secondsLeft),
});

function organizationSamples({ page, mine, t }: InLanguage): [string, VNode][] {
  const organization = { ...acme, role: 'owner', permissions: ownPermissions } as const;
  const members = {
    rows: [
      person(1, 'ana', 'owner'),
      person(2, 'benedikta-von-und-zu-langenname', 'admin'),
      person(3, 'eve', 'member'),
    ],
    nextHref: '/accounts/organizations/7/?after=3',
  };
  const invitations = {
    rows: [invited(1, 'carla@example.org', 86_400 * 5), invited(2, 'dan@example.org', -3_600)],
    nextHref: null,
  };
  const one = {
    page: mine,
    organization,
    ownId: 1,
    isActive: true,
    members,
    pictures: new Map([[2, assetUrl('door.svg')]]),
    invitations,
    form: emptyForm,
  };
  const team = { id: 3, organizationId: 7, name: 'Press', createdAt: ago(0) };
  const forms = { page: mine, organization, form: emptyForm };
  const teamList = {
    ...forms,
    teams: {
      rows: [team, { ...team, id: 4, name: 'The People Who Write to Every Newspaper There Is' }],
      nextHref: null,
    },
    counts: new Map([[3, 2]]),
    mayMake: true,
  };
  const oneTeam = {
    ...forms,
    team,
    ownId: 1,
    members: { rows: members.rows.slice(0, 2), nextHref: null },
    pictures: one.pictures,
    others: { rows: members.rows.slice(2), next: null },
    mayRename: true,
    mayDelete: true,
  };
  const list = { page: mine, activeId: 7, nextHref: null, creation: 'own', form: emptyForm } as const;
  const [owner, , member] = members.rows;
  if (owner === undefined || member === undefined) throw new Error('There is nobody.');
  const roles = [
    { id: 1, name: 'editor', label: 'Editor', permissions: [] },
    { id: 2, name: 'publisher', label: 'Publisher', permissions: [] },
  ];
  const invitationAs = (standing: InvitationStanding) => ({
    organization: acme,
    email: 'ana@example.org',
    role: 'member' as const,
    inviter: 'ben',
    expiresAt: ago(-86_400),
    standing,
  });
  const mailed = (standing: InvitationStanding) => (
    <InvitationView
      page={standing === 'nobody' ? page : mine}
      invitationKey="abc"
      invitation={invitationAs(standing)}
      maySignUp
      form={emptyForm}
    />
  );
  return [
    [
      'organizations',
      <OrganizationsView
        {...list}
        organizations={[
          { ...acme, role: 'owner' },
          {
            ...acme,
            id: 8,
            name: 'The Society of People with Very Long Names for Their Organizations',
            role: 'member',
          },
        ]}
      />,
    ],
    ['organizations-empty', <OrganizationsView {...list} organizations={[]} creation="none" />],
    ['organizations-unverified', <OrganizationsView {...list} organizations={[]} creation="unverified" />],
    [
      'organizations-refused',
      <OrganizationsView {...list} organizations={[]} form={refused(t, {}, ['name'])} />,
    ],
    ['organization', <OrganizationView {...one} />],
    ['organization-teams', <OrganizationTeamsView {...teamList} />],
    [
      'organization-teams-empty',
      <OrganizationTeamsView {...teamList} teams={{ rows: [], nextHref: null }} mayMake={false} />,
    ],
    ['organization-team', <OrganizationTeamView {...oneTeam} />],
    [
      'organization-confirm',
      <OrganizationConfirmView
        {...forms}
        action="/accounts/organizations/7/teams/3/delete/"
        title="Delete Press?"
        about="Press"
        points={['This cannot be undone.', '2 members are in it.']}
        confirm="Delete the team"
        backPath="/accounts/organizations/7/teams/3/"
      />,
    ],
    [
      'organization-leave-not',
      <OrganizationConfirmView
        {...forms}
        action="/accounts/organizations/7/leave/"
        title="You cannot leave Acme yet"
        about="Acme"
        points={['An organization needs an owner, and you are its only one.']}
        confirm={null}
        instead={[
          { label: 'Go to its members', path: '/accounts/organizations/7/' },
          { label: 'Delete the organization', path: '/accounts/organizations/7/delete/' },
        ]}
        backPath="/accounts/organizations/7/"
      />,
    ],
    [
      'organization-team-empty',
      <OrganizationTeamView
        {...oneTeam}
        members={{ rows: [], nextHref: null }}
        others={null}
        mayRename={false}
        mayDelete={false}
      />,
    ],
    [
      'organization-member-sees',
      <OrganizationView
        {...one}
        organization={{ ...organization, role: 'member', permissions: memberPermissions.member }}
        isActive={false}
        invitations={null}
        members={{ ...members, nextHref: null }}
        pictures={new Map()}
      />,
    ],
    [
      'organization-refused',
      <OrganizationView
        {...one}
        invitations={{ rows: [], nextHref: null }}
        form={{ ...emptyForm, formErrors: [t('last_owner')] }}
      />,
    ],
    [
      'organization-invite',
      <OrganizationInviteView
        page={mine}
        organization={acme}
        form={emptyForm}
        roles={['member', 'admin', 'owner']}
        days={7}
      />,
    ],
    [
      'organization-rename',
      <OrganizationRenameView
        page={mine}
        organization={acme}
        form={{ ...emptyForm, values: { name: 'Acme' } }}
      />,
    ],
    ['organization-delete', <OrganizationDeleteView page={mine} organization={acme} form={emptyForm} />],
    [
      'organization-member',
      <OrganizationMemberView
        page={mine}
        organization={acme}
        member={{ ...member, siteRoles: ['editor'] }}
        roles={['member', 'admin', 'owner']}
        givable={roles}
        mayTransfer
        mayRemove
        form={{ ...emptyForm, values: { role: 'member' } }}
      />,
    ],
    ['invitation', mailed('own')],
    ['invitation-nobody', mailed('nobody')],
    ['invitation-other-address', mailed('other-address')],
    ['invitation-member', mailed('member')],
    [
      'invitation-sign-up',
      <InvitationSignUpView
        page={page}
        form={refused(t, { username: 'ana' }, ['email', 'password1'])}
        invitationKey="abc"
        invitation={invitationAs('nobody')}
        hasUsername
        asked={testSettings().signUpFields}
        passwordRules={{ minimumLength: 12, composition: [] }}
        extraFields={[]}
      />,
    ],
  ];
}
