import type { VNode } from 'preact';
import type { OwnDevice } from '../../core/activity/list-devices.ts';
import type { StoredVisit } from '../../core/activity/visit-store.ts';
import type { ListedSession } from '../../core/session/list-sessions.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ConfirmedAction } from '../../ui/confirmed-action.tsx';
import { deviceKind, deviceName } from '../../ui/device-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DevicesIcon, LaptopIcon, PhoneIcon, TerminalIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row, RowAction } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { endSessionPath, forgetDevicePath, paths } from '../paths.ts';

const deviceIcons = { computer: LaptopIcon, phone: PhoneIcon, program: TerminalIcon };

/** Where the visitor is comes first, the others in their order. */
function thisFirst<Listed extends { readonly isCurrent?: boolean }>(
  all: readonly Listed[],
): readonly Listed[] {
  return all.toSorted((one, other) => Number(other.isCurrent ?? false) - Number(one.isCurrent ?? false));
}

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
    <RowAction
      page={page}
      id={`session-${id}`}
      action={endSessionPath(id)}
      button={{ text: t('sessions.end'), label: t('sessions.end_named', { device }) }}
      question={t('sessions.end_title')}
      text={t('sessions.end_text', { device, place: ipAddress || t('place.unknown') })}
      confirm={t('sessions.end_confirm')}
    />
  );
}

interface UseRowProps {
  readonly page: PageContext;
  readonly icon: VNode;
  readonly name: string;
  readonly isCurrent: boolean;
  readonly ipAddress: string;
  /** What is told of when it was used, and the moments. */
  readonly moments: readonly (readonly [words: string, moment: Date])[];
  readonly action: VNode | null;
}

/** With what, from where and when the account was used. */
function UseRow({ page, icon, name, isCurrent, ipAddress, moments, action }: UseRowProps): VNode {
  const { t, now } = page;
  const title = (
    <>
      {name}
      {isCurrent ? <Tag kind="brass">{t('sessions.current')}</Tag> : null}
    </>
  );
  const facts = (
    <>
      <span class="mono">{ipAddress || t('place.unknown')}</span>
      {moments.map(([words, moment]) => (
        <span key={words}>
          {words} <RelativeTime t={t} moment={moment} now={now} />
        </span>
      ))}
    </>
  );
  return <Row icon={icon} title={title} lines={[facts]} action={action} />;
}

function SessionRow({ page, listed }: { page: PageContext; listed: ListedSession }): VNode {
  const { t } = page;
  const { session, isCurrent } = listed;
  const Icon = session.kind === 'cookie' ? deviceIcons[deviceKind(session.userAgent)] : TerminalIcon;
  return (
    <UseRow
      page={page}
      icon={<Icon />}
      name={sessionName(page, session)}
      isCurrent={isCurrent}
      ipAddress={session.ipAddress}
      moments={[
        [t('sessions.seen'), session.lastSeenAt],
        [t('sessions.since'), session.createdAt],
      ]}
      action={isCurrent ? null : <EndSession page={page} listed={listed} />}
    />
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
          {thisFirst(sessions).map((listed) => (
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
    <RowAction
      page={page}
      id={`device-${id}`}
      action={forgetDevicePath(id)}
      button={{ text: t('devices.forget'), label: t('devices.forget_named', { device }) }}
      question={t('devices.forget_title')}
      text={t('devices.forget_text', { device, place: ipAddress || t('place.unknown') })}
      confirm={t('devices.forget_confirm')}
    />
  );
}

function SeenRow({ page, seen, action }: { page: PageContext; seen: Seen; action: VNode | null }): VNode {
  const { t } = page;
  const Icon = deviceIcons[deviceKind(seen.userAgent)];
  return (
    <UseRow
      page={page}
      icon={<Icon />}
      name={deviceName(t, seen.userAgent)}
      isCurrent={seen.isCurrent === true}
      ipAddress={seen.ipAddress}
      moments={[
        [t('devices.last'), seen.lastSeenAt],
        [t('devices.first'), seen.firstSeenAt],
      ]}
      action={action}
    />
  );
}

interface SeenListProps {
  readonly page: PageContext;
  readonly rows: readonly Seen[];
  readonly actionOf?: (seen: Seen) => VNode;
}

/** Rows and not a table: on a phone nothing of what matters is cut off. */
function SeenList({ page, rows, actionOf }: SeenListProps): VNode {
  const { t } = page;
  if (rows.length === 0) {
    return <EmptyState icon={<DevicesIcon />} title={t('devices.empty_title')} text={t('devices.empty')} />;
  }
  return (
    <ul class="rows">
      {thisFirst(rows).map((seen) => (
        <SeenRow key={seen.id} page={page} seen={seen} action={actionOf ? actionOf(seen) : null} />
      ))}
    </ul>
  );
}

export interface DevicesViewProps {
  readonly page: PageContext;
  readonly devices: readonly OwnDevice[];
  readonly visits: readonly StoredVisit[];
}

/** The browsers that logged in, and every address and user agent that was seen. */
export function DevicesView({ page, devices, visits }: DevicesViewProps): VNode {
  const { t } = page;
  return (
    <AccountPage page={page} section="sessions" title={t('devices.title')} lead={t('devices.lead')}>
      <AccountSection
        title={t('devices.browsers')}
        {...(devices.length === 0 ? {} : { lead: t('devices.browsers_lead') })}
      >
        <SeenList
          page={page}
          rows={devices}
          actionOf={(device) => <ForgetDevice page={page} device={device} />}
        />
      </AccountSection>
      {visits.length === 0 ? null : (
        <AccountSection title={t('devices.visits')}>
          <SeenList page={page} rows={visits} />
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

/** The pages here that a site may draw itself. */
export const sessionViews = {
  sessions: SessionsView,
  devices: DevicesView,
};
