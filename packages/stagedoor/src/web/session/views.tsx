import type { VNode } from 'preact';
import type { OwnDevice } from '../../core/audit/list-devices.ts';
import type { StoredVisit } from '../../core/audit/visit-store.ts';
import type { ListedSession } from '../../core/session/list-sessions.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ConfirmedAction } from '../../ui/confirmed-action.tsx';
import { deviceKind, deviceName } from '../../ui/device-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DevicesIcon, LaptopIcon, PhoneIcon, TerminalIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { endSessionPath, forgetDevicePath, paths } from '../paths.ts';

const deviceIcons = { computer: LaptopIcon, phone: PhoneIcon, program: TerminalIcon };

/** A browser by its name; what holds tokens is a program of some kind, whatever it calls itself. */
function sessionName({ t }: PageContext, { kind, userAgent }: ListedSession['session']): string {
  const device = deviceName(t, userAgent);
  if (kind === 'cookie') return device;
  return userAgent === '' ? t('sessions.app_unknown') : t('sessions.app', { device });
}

function EndSession({ page, listed }: { page: PageContext; listed: ListedSession }): VNode {
  const { t } = page;
  const { id, ipAddress } = listed.session;
  const device = sessionName(page, listed.session);
  return (
    <ConfirmedAction
      page={page}
      id={`session-${id}`}
      action={endSessionPath(id)}
      button={{
        text: t('sessions.end'),
        label: t('sessions.end_named', { device }),
        kind: 'quiet',
        small: true,
      }}
      question={t('sessions.end_title')}
      text={t('sessions.end_text', { device, place: ipAddress || t('place.unknown') })}
      confirm={t('sessions.end_confirm')}
    />
  );
}

function SessionRow({ page, listed }: { page: PageContext; listed: ListedSession }): VNode {
  const { t, now } = page;
  const { session, isCurrent } = listed;
  const Icon = session.kind === 'cookie' ? deviceIcons[deviceKind(session.userAgent)] : TerminalIcon;
  return (
    <li class="row">
      <span class="row-icon">
        <Icon />
      </span>
      <div>
        <div class="row-title">
          {sessionName(page, session)}
          {isCurrent ? <Tag kind="brass">{t('sessions.current')}</Tag> : null}
        </div>
        <div class="row-meta">
          <span class="mono">{session.ipAddress || t('place.unknown')}</span>
          <span>
            {t('sessions.seen')} <RelativeTime t={t} moment={session.lastSeenAt} now={now} />
          </span>
          <span>
            {t('sessions.since')} <RelativeTime t={t} moment={session.createdAt} now={now} />
          </span>
        </div>
      </div>
      {isCurrent ? null : (
        <div class="row-action">
          <EndSession page={page} listed={listed} />
        </div>
      )}
    </li>
  );
}

/** Ending acts by POST on `endSessionPath(id)` and `paths.endOtherSessions`; both come back here. */
export function SessionsView({
  page,
  sessions,
}: {
  page: PageContext;
  sessions: readonly ListedSession[];
}): VNode {
  const { t } = page;
  const others = sessions.filter((listed) => !listed.isCurrent).length;
  return (
    <AccountPage page={page} section="sessions" title={t('sessions.title')} lead={t('sessions.lead')}>
      <AccountSection
        title={t('sessions.heading')}
        {...(others === 0 ? { lead: t('sessions.only_this') } : {})}
      >
        <ul class="rows">
          {sessions.map((listed) => (
            <SessionRow key={listed.session.id} page={page} listed={listed} />
          ))}
        </ul>
        <p>
          <a class="link" href={paths.devices}>
            {t('sessions.devices_link')}
          </a>
        </p>
      </AccountSection>
      {others === 0 ? null : (
        <AccountSection danger title={t('sessions.end_others')} lead={t('sessions.end_others_lead')}>
          <ConfirmedAction
            page={page}
            id="other-sessions"
            action={paths.endOtherSessions}
            button={{ text: t('sessions.end_others'), kind: 'danger-quiet' }}
            question={t('sessions.end_others_title')}
            text={t('sessions.end_others_text', { count: others })}
            confirm={t('sessions.end_others')}
          />
        </AccountSection>
      )}
    </AccountPage>
  );
}

type Seen = Pick<StoredVisit, 'id' | 'ipAddress' | 'userAgent' | 'firstSeenAt' | 'lastSeenAt'> & {
  readonly isCurrent?: boolean;
};

function ForgetDevice({
  page,
  device: { id, userAgent, ipAddress },
}: {
  page: PageContext;
  device: Seen;
}): VNode {
  const { t } = page;
  const device = deviceName(t, userAgent);
  return (
    <ConfirmedAction
      page={page}
      id={`device-${id}`}
      action={forgetDevicePath(id)}
      button={{
        text: t('devices.forget'),
        label: t('devices.forget_named', { device }),
        kind: 'quiet',
        small: true,
      }}
      question={t('devices.forget_title')}
      text={t('devices.forget_text', { device, place: ipAddress || t('place.unknown') })}
      confirm={t('devices.forget_confirm')}
    />
  );
}

function SeenTable({
  page,
  caption,
  rows,
  more = [],
}: {
  page: PageContext;
  caption: string;
  rows: readonly Seen[];
  more?: readonly Column<Seen>[];
}): VNode {
  const { t, now } = page;
  const columns: readonly Column<Seen>[] = [
    {
      name: 'device',
      header: t('devices.device'),
      cell: (row) => (
        <span class="row-title">
          {deviceName(t, row.userAgent)}
          {row.isCurrent ? <Tag kind="brass">{t('sessions.current')}</Tag> : null}
        </span>
      ),
    },
    {
      name: 'place',
      header: t('devices.place'),
      cell: (row) => <span class="mono">{row.ipAddress || t('place.unknown')}</span>,
    },
    {
      name: 'first',
      header: t('devices.first'),
      cell: (row) => <RelativeTime t={t} moment={row.firstSeenAt} now={now} />,
    },
    {
      name: 'last',
      header: t('devices.last'),
      cell: (row) => <RelativeTime t={t} moment={row.lastSeenAt} now={now} />,
    },
    ...more,
  ];
  const empty = (
    <EmptyState icon={<DevicesIcon />} title={t('devices.empty_title')} text={t('devices.empty')} />
  );
  return (
    <Table t={t} caption={caption} columns={columns} rows={rows} rowKey={(row) => row.id} empty={empty} />
  );
}

export interface DevicesViewProps {
  readonly page: PageContext;
  readonly devices: readonly OwnDevice[];
  readonly visits: readonly StoredVisit[];
}

/** The browsers that signed in, and every address and user agent that was seen. */
export function DevicesView({ page, devices, visits }: DevicesViewProps): VNode {
  const { t } = page;
  const forget: Column<Seen> = {
    name: 'action',
    header: t('devices.action'),
    cell: (row) => <ForgetDevice page={page} device={row} />,
  };
  return (
    <AccountPage page={page} section="sessions" title={t('devices.title')} lead={t('devices.lead')}>
      <AccountSection title={t('devices.browsers')}>
        <SeenTable page={page} caption={t('devices.browsers')} rows={devices} more={[forget]} />
      </AccountSection>
      {visits.length === 0 ? null : (
        <AccountSection title={t('devices.visits')}>
          <SeenTable page={page} caption={t('devices.visits')} rows={visits} />
        </AccountSection>
      )}
      <p>
        <a class="link" href={paths.sessions}>
          {t('devices.back')}
        </a>
      </p>
    </AccountPage>
  );
}
