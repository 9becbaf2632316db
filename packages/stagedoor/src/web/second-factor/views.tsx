import type { VNode } from 'preact';
import { isSecondStep } from '../../core/passkey/passkey.ts';
import type { SecondFactors } from '../../core/second-factor/list-second-factors.ts';
import type { TotpDevice } from '../../core/second-factor/totp-device.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ConfirmedAction } from '../../ui/confirmed-action.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DevicesIcon, ShieldIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row, RowAction } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { paths, removeTotpPath } from '../paths.ts';
import { SecondFactorEnterView, SecondFactorProveView } from './enter-views.tsx';
import { RecoveryCodesView, TotpSetUpView } from './set-up-views.tsx';

const FEW_CODES = 2;

export interface SecondFactorsViewProps {
  readonly page: PageContext;
  readonly factors: SecondFactors;
}

function AppFacts({ page: { t, now }, device }: { page: PageContext; device: TotpDevice }): VNode {
  const { confirmedAt, createdAt, lastUsedAt } = device;
  return (
    <>
      <span>
        {t('second_factor.since')} <RelativeTime t={t} moment={confirmedAt ?? createdAt} now={now} />
      </span>
      {lastUsedAt === null ? (
        <span>{t('second_factor.unused')}</span>
      ) : (
        <span>
          {t('second_factor.used')} <RelativeTime t={t} moment={lastUsedAt} now={now} />
        </span>
      )}
    </>
  );
}

function AppRow({ page, device, isLast }: { page: PageContext; device: TotpDevice; isLast: boolean }): VNode {
  const { t } = page;
  const name = device.name || t('second_factor.unnamed');
  return (
    <Row
      icon={<DevicesIcon />}
      title={<span class="row-name">{name}</span>}
      lines={[<AppFacts key="facts" page={page} device={device} />]}
      action={
        <RowAction
          page={page}
          id={`totp-${device.id}`}
          action={removeTotpPath(device.id)}
          button={{ text: t('second_factor.remove'), label: t('second_factor.remove_named', { name }) }}
          question={t('second_factor.remove_title')}
          text={t(isLast ? 'second_factor.remove_last' : 'second_factor.remove_text')}
          confirm={t('second_factor.remove')}
        />
      }
    />
  );
}

function Apps({ page, factors: { totpDevices, passkeys } }: SecondFactorsViewProps): VNode {
  const { t } = page;
  const isOnly = totpDevices.length + passkeys.filter(isSecondStep).length === 1;
  const setUp = (text: string) => (
    <div class="form-actions">
      <ButtonLink href={paths.totpBegin}>{text}</ButtonLink>
    </div>
  );
  return (
    <AccountSection title={t('second_factor.apps_title')}>
      {totpDevices.length === 0 ? (
        <EmptyState
          icon={<ShieldIcon />}
          title={t('second_factor.none_title')}
          text={t('second_factor.none')}
        />
      ) : (
        <ul class="rows">
          {totpDevices.map((device) => (
            <AppRow key={device.id} page={page} device={device} isLast={isOnly} />
          ))}
        </ul>
      )}
      {setUp(t(totpDevices.length === 0 ? 'second_factor.set_up' : 'second_factor.add'))}
    </AccountSection>
  );
}

/** Passkeys have a page of their own; here are those that are a second step. */
function SecurityKeys({ page: { t }, factors: { passkeys } }: SecondFactorsViewProps): VNode {
  const count = passkeys.filter(isSecondStep).length;
  return (
    <AccountSection title={t('passkey.keys_title')}>
      <p>{count === 0 ? t('passkey.keys_none') : t('passkey.keys', { count })}</p>
      <div class="form-actions">
        <ButtonLink kind="quiet" href={count === 0 ? paths.securityKeyAdd : paths.passkeys}>
          {t(count === 0 ? 'passkey.add_key' : 'second_factor.manage')}
        </ButtonLink>
      </div>
    </AccountSection>
  );
}

function RecoveryCodes({ page, factors: { recoveryCodes } }: SecondFactorsViewProps): VNode {
  const { t } = page;
  const { left, made } = recoveryCodes;
  return (
    <AccountSection title={t('second_factor.codes')}>
      <p>
        {left === 0 ? t('second_factor.codes_none') : t('second_factor.codes_left', { count: left, made })}{' '}
        {left <= FEW_CODES ? <Tag kind="brass">{t('second_factor.codes_few')}</Tag> : null}
      </p>
      <ConfirmedAction
        page={page}
        id="recovery-codes"
        action={paths.recoveryCodes}
        button={{ text: t('second_factor.codes_make'), kind: 'quiet' }}
        question={t('second_factor.codes_make_title')}
        text={t('second_factor.codes_make_text')}
        confirm={t('second_factor.codes_make')}
      />
    </AccountSection>
  );
}

/** What somebody shows beside the password. */
export function SecondFactorsView(props: SecondFactorsViewProps): VNode {
  const { page, factors } = props;
  const isOn = factors.totpDevices.length > 0 || factors.passkeys.some(isSecondStep);
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="security"
      title={t('second_factor.title')}
      lead={t('second_factor.lead')}
    >
      <Apps {...props} />
      <SecurityKeys {...props} />
      {isOn ? <RecoveryCodes {...props} /> : null}
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const secondFactorViews = {
  'second-factors': SecondFactorsView,
  'second-factor-enter': SecondFactorEnterView,
  'second-factor-prove': SecondFactorProveView,
  'totp-set-up': TotpSetUpView,
  'recovery-codes': RecoveryCodesView,
};
