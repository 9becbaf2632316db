import type { VNode } from 'preact';
import type { OwnDevice } from '../../core/activity/list-devices.ts';
import type { StoredVisit } from '../../core/activity/visit-store.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { deviceKind, deviceName } from '../../ui/device-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DevicesIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RowAction } from '../../ui/row.tsx';
import { forgetDevicePath, paths } from '../paths.ts';
import { deviceIcons, thisFirst, UseRow } from './use-row.tsx';

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
export const deviceViews = {
  devices: DevicesView,
};
