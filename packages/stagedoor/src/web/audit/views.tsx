import type { VNode } from 'preact';
import type { StoredAuditEvent } from '../../core/audit/audit-event.ts';
import { isSecondStep } from '../../core/passkey/passkey.ts';
import type { SecondFactors } from '../../core/second-factor/list-second-factors.ts';
import type { Translator } from '../../texts/translator.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { deviceName } from '../../ui/device-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { KeyIcon, MailIcon, ShieldIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { Pagination } from '../../ui/pagination.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Timeline, TimelineRow } from '../../ui/timeline.tsx';
import { paths } from '../paths.ts';

/** What a feature noted that the site has no more stands there as its row says it. */
function wordsOf(t: Translator, { action }: StoredAuditEvent): string {
  const key = `event.${action}`;
  return t.knows(key) ? t(key) : action;
}

function EventRow({ page, event }: { page: PageContext; event: StoredAuditEvent }): VNode {
  const { t, now } = page;
  return (
    <TimelineRow
      refused={!event.success}
      title={
        <>
          {wordsOf(t, event)}
          {event.success ? null : <Tag kind="error">{t('event.refused')}</Tag>}
        </>
      }
      meta={
        <>
          <RelativeTime t={t} moment={event.occurredAt} now={now} />
          <span>{deviceName(t, event.userAgent)}</span>
          {event.ipAddress ? <span class="mono">{event.ipAddress}</span> : null}
        </>
      }
    />
  );
}

export interface SecurityViewProps {
  readonly page: PageContext;
  readonly isEmailVerified: boolean;
  readonly password: 'here' | 'none' | 'elsewhere';
  readonly secondFactors: SecondFactors;
  readonly events: readonly StoredAuditEvent[];
  /** The page of older events, as `?before=<id>`; null at the end. */
  readonly olderEventsHref: string | null;
}

function EmailRow({ page, isEmailVerified }: Pick<SecurityViewProps, 'page' | 'isEmailVerified'>): VNode {
  const { t, user } = page;
  const email = user?.email ?? '';
  const title = (
    <>
      {t('security.email')}
      {email === '' ? null : isEmailVerified ? (
        <Tag kind="success">{t('security.email_verified')}</Tag>
      ) : (
        <Tag kind="error">{t('security.email_unverified')}</Tag>
      )}
    </>
  );
  const address = <span class={email === '' ? undefined : 'mono'}>{email || t('security.email_none')}</span>;
  const manage = (
    <ButtonLink kind="quiet" small href={paths.email}>
      {t(email === '' ? 'security.email_add' : 'security.email_change')}
    </ButtonLink>
  );
  return <Row icon={<MailIcon />} title={title} lines={[address]} action={manage} />;
}

const PASSWORD_STATES = {
  here: 'security.password_set',
  none: 'security.password_none',
  elsewhere: 'security.password_elsewhere',
} as const;

function PasswordRow({ page, password }: Pick<SecurityViewProps, 'page' | 'password'>): VNode {
  const { t } = page;
  const hasPassword = password === 'here';
  const change = (
    <ButtonLink kind="quiet" small href={hasPassword ? paths.passwordChange : paths.passwordSet}>
      {t(hasPassword ? 'security.password_change' : 'security.password_add')}
    </ButtonLink>
  );
  return (
    <Row
      icon={<KeyIcon />}
      title={t('security.password')}
      lines={[t(PASSWORD_STATES[password])]}
      action={password === 'elsewhere' ? null : change}
    />
  );
}

function SecondFactorRow({ page, secondFactors }: Pick<SecurityViewProps, 'page' | 'secondFactors'>): VNode {
  const { t } = page;
  const apps = secondFactors.totpDevices.length;
  const keys = secondFactors.passkeys.filter(isSecondStep).length;
  const isOn = apps + keys > 0;
  const title = (
    <>
      {t('second_factor.row')}
      {!isOn ? null : <Tag kind="success">{t('second_factor.on')}</Tag>}
    </>
  );
  const lines = [
    ...(isOn ? [] : [t('second_factor.off_line')]),
    ...(apps === 0 ? [] : [t('second_factor.apps', { count: apps })]),
    ...(keys === 0 ? [] : [t('passkey.keys', { count: keys })]),
  ];
  const manage = (
    <ButtonLink kind="quiet" small href={paths.secondFactors}>
      {t(isOn ? 'second_factor.manage' : 'second_factor.set_up_short')}
    </ButtonLink>
  );
  return <Row icon={<ShieldIcon />} title={title} lines={lines} action={manage} />;
}

function PasskeysRow({ page, secondFactors }: Pick<SecurityViewProps, 'page' | 'secondFactors'>): VNode {
  const { t } = page;
  const { passkeys } = secondFactors;
  const count = passkeys.filter((passkey) => !isSecondStep(passkey)).length;
  const manage = (
    <ButtonLink kind="quiet" small href={paths.passkeys}>
      {t(passkeys.length === 0 ? 'passkey.row_add' : 'second_factor.manage')}
    </ButtonLink>
  );
  const line = count === 0 ? t('passkey.row_none') : t('passkey.row_some', { count });
  return <Row icon={<KeyIcon />} title={t('passkey.row')} lines={[line]} action={manage} />;
}

/** How the account is reached, and what has happened to it lately. */
export function SecurityView(props: SecurityViewProps): VNode {
  const { page, password, events, olderEventsHref } = props;
  const { t } = page;
  return (
    <AccountPage page={page} section="security" title={t('security.title')} lead={t('security.lead')}>
      <AccountSection title={t('security.ways_in')}>
        <ul class="rows">
          <EmailRow {...props} />
          <PasswordRow {...props} />
          <PasskeysRow {...props} />
          <SecondFactorRow {...props} />
        </ul>
      </AccountSection>
      <AccountSection
        title={t('security.events')}
        lead={t(password === 'elsewhere' ? 'security.events_lead_elsewhere' : 'security.events_lead')}
      >
        {events.length === 0 ? (
          <EmptyState
            icon={<ShieldIcon />}
            title={t('security.events_empty_title')}
            text={t('security.events_empty')}
          />
        ) : (
          <Timeline>
            {events.map((event) => (
              <EventRow key={event.id} page={page} event={event} />
            ))}
          </Timeline>
        )}
        <Pagination t={t} previousHref={null} nextHref={olderEventsHref} />
      </AccountSection>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const auditViews = {
  security: SecurityView,
};
