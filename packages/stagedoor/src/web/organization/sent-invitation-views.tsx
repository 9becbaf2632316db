import type { VNode } from 'preact';
import type { Invitation } from '../../core/organization/invitation-store.ts';
import { AccountSection } from '../../ui/account-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { MailIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { Pagination } from '../../ui/pagination.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row, RowAction } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { resendPath, revokePath } from './paths.ts';
import type { Shown } from './shown.ts';

interface InvitationsProps {
  readonly page: PageContext;
  readonly invitations: Shown<Invitation> | null;
}

function InvitationRow({ page, invitation }: { page: PageContext; invitation: Invitation }): VNode {
  const { t, now } = page;
  const { id, organizationId, email, role, expiresAt } = invitation;
  const isOver = expiresAt <= now;
  const title = (
    <>
      <span class="row-name">{email}</span>
      {isOver ? <Tag kind="error">{t('organization.invitation_over')}</Tag> : null}
    </>
  );
  const facts = (
    <>
      <span>{t(`organization.role.${role}`)}</span>
      <span>
        {t(isOver ? 'organization.invitation_ended' : 'organization.invitation_ends')}{' '}
        <RelativeTime t={t} moment={expiresAt} now={now} />
      </span>
    </>
  );
  const actions = (
    <div class="row-buttons">
      <Form page={page} action={resendPath(organizationId, id)}>
        <div class="form-actions">
          <SubmitButton kind="quiet" small label={t('organization.resend_named', { email })}>
            {t('organization.resend')}
          </SubmitButton>
        </div>
      </Form>
      <RowAction
        page={page}
        id={`invitation-${id}`}
        action={revokePath(organizationId, id)}
        button={{ text: t('organization.revoke'), label: t('organization.revoke_named', { email }) }}
        question={t('organization.revoke_title')}
        text={t('organization.revoke_text', { email })}
        confirm={t('organization.revoke')}
      />
    </div>
  );
  return <Row icon={<MailIcon />} title={title} lines={[facts]} action={actions} />;
}

/** Who is invited, and what can be done about it; nothing for who may not see it. */
export function Invitations({ page, invitations }: InvitationsProps): VNode | null {
  const { t } = page;
  if (invitations === null) return null;
  const isEmpty = invitations.rows.length === 0;
  return (
    <AccountSection
      title={t('organization.invitations')}
      lead={t(isEmpty ? 'organization.invitations_none' : 'organization.invitations_lead')}
    >
      {isEmpty ? null : (
        <ul class="rows">
          {invitations.rows.map((invitation) => (
            <InvitationRow key={invitation.id} page={page} invitation={invitation} />
          ))}
        </ul>
      )}
      <Pagination t={t} previousHref={null} nextHref={invitations.nextHref} />
    </AccountSection>
  );
}
