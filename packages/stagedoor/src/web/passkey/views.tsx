import type { VNode } from 'preact';
import type { PasskeyCeremony } from '../../core/passkey/ceremony.ts';
import type { Passkey } from '../../core/passkey/passkey.ts';
import { PASSKEY_NAME_LENGTH } from '../../core/passkey/rename-passkey.ts';
import { AccountPage } from '../../ui/account-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import { KeyIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { PasskeyForm } from '../../ui/passkey-form.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row, RowAction } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { paths, removePasskeyPath, renamePasskeyPath } from '../paths.ts';

export interface PasskeysViewProps {
  readonly page: PageContext;
  readonly passkeys: readonly Passkey[];
  /** Whether another system looks after them: then no passkey logs in alone. */
  readonly isManaged: boolean;
}

function PasskeyFacts({ page: { t, now }, passkey }: { page: PageContext; passkey: Passkey }): VNode {
  const { createdAt, lastUsedAt, isBackedUp } = passkey;
  return (
    <>
      <span>
        {t('second_factor.since')} <RelativeTime t={t} moment={createdAt} now={now} />
      </span>
      {lastUsedAt === null ? (
        <span>{t('second_factor.unused')}</span>
      ) : (
        <span>
          {t('second_factor.used')} <RelativeTime t={t} moment={lastUsedAt} now={now} />
        </span>
      )}
      {isBackedUp ? <span>{t('passkey.synced')}</span> : null}
    </>
  );
}

function PasskeyRow({ page, passkey }: { page: PageContext; passkey: Passkey }): VNode {
  const { t } = page;
  const name = passkey.name || t('passkey.unnamed');
  const title = (
    <>
      <span class="row-name">{name}</span>
      {passkey.kind === 'second-factor' ? <Tag>{t('passkey.second')}</Tag> : null}
    </>
  );
  const actions = (
    <div class="row-actions">
      <a
        class="btn btn-quiet btn-small"
        href={renamePasskeyPath(passkey.id)}
        aria-label={t('passkey.rename_named', { name })}
      >
        {t('passkey.rename')}
      </a>
      <RowAction
        page={page}
        id={`passkey-${passkey.id}`}
        action={removePasskeyPath(passkey.id)}
        button={{ text: t('passkey.remove'), label: t('passkey.remove_named', { name }) }}
        question={t('passkey.remove_title')}
        text={t('passkey.remove_text')}
        confirm={t('passkey.remove')}
      />
    </div>
  );
  return (
    <Row
      icon={<KeyIcon />}
      title={title}
      lines={[<PasskeyFacts key="facts" page={page} passkey={passkey} />]}
    >
      {actions}
    </Row>
  );
}

/** The passkeys of whoever is logged in. */
export function PasskeysView({ page, passkeys, isManaged }: PasskeysViewProps): VNode {
  const { t } = page;
  return (
    <AccountPage page={page} section="security" title={t('passkey.title')} lead={t('passkey.lead')}>
      <section class="section">
        {passkeys.length === 0 ? (
          <EmptyState icon={<KeyIcon />} title={t('passkey.none_title')} text={t('passkey.none')} />
        ) : (
          <ul class="rows">
            {passkeys.map((passkey) => (
              <PasskeyRow key={passkey.id} page={page} passkey={passkey} />
            ))}
          </ul>
        )}
        <div class="form-actions">
          {isManaged ? null : <ButtonLink href={paths.passkeyAdd}>{t('passkey.add')}</ButtonLink>}
          <ButtonLink kind="quiet" href={paths.securityKeyAdd}>
            {t('passkey.add_key')}
          </ButtonLink>
        </div>
      </section>
    </AccountPage>
  );
}

export interface PasskeyAddViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly kind: Passkey['kind'];
  readonly ceremony: PasskeyCeremony;
}

/** Fields on the wire: `ceremony`, `credential`, `name`. */
export function PasskeyAddView({ page, form, kind, ceremony }: PasskeyAddViewProps): VNode {
  const { t } = page;
  const isKey = kind === 'second-factor';
  return (
    <AccountPage
      page={page}
      section="security"
      title={t(isKey ? 'passkey.add_key_title' : 'passkey.add_title')}
      lead={t(isKey ? 'passkey.add_key_lead' : 'passkey.add_lead')}
      refused={hasErrors(form)}
    >
      <section class="section">
        <PasskeyForm
          page={page}
          action={isKey ? paths.securityKeyAdd : paths.passkeyAdd}
          form={form}
          does="create"
          ceremony={ceremony}
          button={t('passkey.go_on')}
        >
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('passkey.name')}
            hint={t('passkey.name_hint')}
            autocomplete="off"
            maxLength={PASSKEY_NAME_LENGTH}
            isFirst
            optional
          />
        </PasskeyForm>
        <div data-passkey-missing>
          <Notice kind="info">
            <p>{t('passkey.needs_script')}</p>
          </Notice>
        </div>
      </section>
    </AccountPage>
  );
}

export interface PasskeyRenameViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly passkey: Passkey;
}

/** Field on the wire: `name`. */
export function PasskeyRenameView({ page, form, passkey }: PasskeyRenameViewProps): VNode {
  const { t } = page;
  return (
    <AccountPage page={page} section="security" title={t('passkey.rename_title')} refused={hasErrors(form)}>
      <section class="section">
        <Form page={page} action={renamePasskeyPath(passkey.id)} form={form}>
          <TextField
            t={t}
            form={form}
            name="name"
            label={t('passkey.name')}
            hint={t('passkey.name_hint')}
            autocomplete="off"
            maxLength={PASSKEY_NAME_LENGTH}
            isFirst
          />
          <div class="form-actions">
            <SubmitButton>{t('passkey.save')}</SubmitButton>
            <ButtonLink kind="quiet" href={paths.passkeys}>
              {t('dialog.cancel')}
            </ButtonLink>
          </div>
        </Form>
      </section>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const passkeyViews = {
  passkeys: PasskeysView,
  'passkey-add': PasskeyAddView,
  'passkey-rename': PasskeyRenameView,
};
