import type { VNode } from 'preact';
import type { ListedSession } from '../../core/session/list-sessions.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ConfirmedAction } from '../../ui/confirmed-action.tsx';
import { deviceKind, deviceName } from '../../ui/device-name.ts';
import { TerminalIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RowAction } from '../../ui/row.tsx';
import { endSessionPath, paths } from '../paths.ts';
import { deviceIcons, thisFirst, UseRow } from './use-row.tsx';

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

/** The pages here that a site may draw itself. */
export const sessionViews = {
  sessions: SessionsView,
};
