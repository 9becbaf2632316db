import type { VNode } from 'preact';
import { lastUseOf } from '../../core/credential/last-use.ts';
import type { Session } from '../../core/session/session.ts';
import type { OwnApiToken } from '../../core/token/api-token/obtain-api-token.ts';
import type { ListedPersonalToken } from '../../core/token/personal-token/list-personal-tokens.ts';
import type { Translator } from '../../texts/translator.ts';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { CopyRow } from '../../ui/copy-row.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { KeyIcon, TerminalIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { CalendarDay, RelativeTime } from '../../ui/relative-time.tsx';
import { Row, RowAction } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';
import { endTokenPath, paths } from '../paths.ts';

const SOON_MS = 3 * 86_400_000;

/** What a token may, as a person would say it. */
export function TokenScopeInWords({ t, scope }: { t: Translator; scope: Session['scope'] }): VNode {
  const permissions = scope?.permissions ?? [];
  return (
    <>
      <span>{t(`tokens.methods.${scope?.methods ?? 'read'}`)}</span>
      {permissions.length === 0 ? (
        <span>{t('tokens.no_permissions')}</span>
      ) : (
        <span>
          {t('tokens.permissions')} <span class="mono row-name">{permissions.join(', ')}</span>
        </span>
      )}
    </>
  );
}

/** Since when, until when, and when and from where it was last used. */
export function TokenFacts({ page, session }: { page: PageContext; session: Session }): VNode {
  const { t, now } = page;
  const lastUse = lastUseOf(session);
  return (
    <>
      <span>
        {t('tokens.made')} <RelativeTime t={t} moment={session.createdAt} now={now} />
      </span>
      {session.kind === 'personal-token' ? (
        <span>
          {t('tokens.expires')} <CalendarDay t={t} moment={session.expiresAt} />
        </span>
      ) : null}
      {lastUse === null ? (
        <span>{t('tokens.unused')}</span>
      ) : (
        <span>
          {t('tokens.used')} <RelativeTime t={t} moment={lastUse.at} now={now} /> {t('tokens.from')}{' '}
          <span class="mono">{lastUse.from || t('place.unknown')}</span>
        </span>
      )}
    </>
  );
}

function TokenRow({ page, token }: { page: PageContext; token: ListedPersonalToken }): VNode {
  const { t, now } = page;
  const { session, name, hint } = token;
  const title = (
    <>
      <span class="row-name">{name}</span>
      <code class="token-hint">{hint}…</code>
      {session.expiresAt.getTime() - now.getTime() < SOON_MS ? (
        <Tag kind="brass">{t('tokens.ends_soon')}</Tag>
      ) : null}
    </>
  );
  const lines = [
    <TokenScopeInWords key="scope" t={t} scope={session.scope} />,
    <TokenFacts key="facts" page={page} session={session} />,
  ];
  const revoke = (
    <RowAction
      page={page}
      id={`token-${session.id}`}
      action={endTokenPath(session.id)}
      button={{ text: t('tokens.revoke'), label: t('tokens.revoke_named', { name }) }}
      question={t('tokens.revoke_title')}
      text={t('tokens.revoke_text', { name })}
      confirm={t('tokens.revoke_confirm')}
    />
  );
  return <Row icon={<KeyIcon />} title={title} lines={lines} action={revoke} />;
}

function EndApiToken({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <RowAction
      page={page}
      id="api-token"
      action={paths.endApiToken}
      button={{ text: t('api_token.end'), label: t('api_token.end_named') }}
      question={t('api_token.end_title')}
      text={t('api_token.end_text')}
      confirm={t('api_token.end_confirm')}
    />
  );
}

/** The older kind: one a user, for programs that log in with the password. Its text stays hidden here. */
function ApiTokenSection({ page, apiToken }: { page: PageContext; apiToken: OwnApiToken }): VNode {
  const { t } = page;
  return (
    <AccountSection title={t('api_token.title')} lead={t('api_token.lead')}>
      <ul class="rows">
        <Row
          icon={<TerminalIcon />}
          title={
            <code class="token-hint">
              {apiToken.key.slice(0, 4)}
              <span aria-hidden="true">••••••••••••</span>
            </code>
          }
          lines={[<TokenFacts key="facts" page={page} session={apiToken.session} />]}
          action={
            <div class="row-buttons">
              <ButtonLink kind="quiet" small href={paths.apiToken}>
                {t('api_token.show')}
              </ButtonLink>
              <EndApiToken page={page} />
            </div>
          }
        />
      </ul>
    </AccountSection>
  );
}

export interface TokensViewProps {
  readonly page: PageContext;
  /** Newest first. */
  readonly tokens: readonly ListedPersonalToken[];
  readonly apiToken: OwnApiToken | null;
}

/** Everything that lets a program in on behalf of the account. Revoking acts by POST on `endTokenPath(id)`. */
export function TokensView({ page, tokens, apiToken }: TokensViewProps): VNode {
  const { t } = page;
  const make = <ButtonLink href={paths.newToken}>{t('tokens.make')}</ButtonLink>;
  return (
    <AccountPage page={page} section="tokens" title={t('tokens.title')} lead={t('tokens.lead')}>
      {tokens.length === 0 ? (
        <section class="section">
          <EmptyState
            icon={<KeyIcon />}
            title={t('tokens.empty_title')}
            text={t('tokens.empty')}
            action={make}
          />
        </section>
      ) : (
        <AccountSection title={t('tokens.personal')} lead={t('tokens.personal_lead')}>
          <ul class="rows">
            {tokens.map((token) => (
              <TokenRow key={token.sessionId} page={page} token={token} />
            ))}
          </ul>
          <div class="form-actions">{make}</div>
        </AccountSection>
      )}
      {apiToken === null ? null : <ApiTokenSection page={page} apiToken={apiToken} />}
    </AccountPage>
  );
}

/** The API token in full, after a recent proof. */
export function ApiTokenView({ page, apiToken }: { page: PageContext; apiToken: OwnApiToken }): VNode {
  const { t } = page;
  return (
    <AccountPage page={page} section="tokens" title={t('api_token.title')} lead={t('api_token.lead')}>
      <AccountSection title={t('api_token.shown')}>
        <Notice kind="warning">
          <p>{t('api_token.warning')}</p>
        </Notice>
        <CopyRow t={t} id="api-token-key" value={apiToken.key} />
        <p class="row-meta">
          <TokenFacts page={page} session={apiToken.session} />
        </p>
        <p class="field-hint">
          {t('token_made.how')} <code class="mono">Authorization: Token {apiToken.key.slice(0, 4)}…</code>
        </p>
      </AccountSection>
      <p>
        <a class="link" href={paths.tokens}>
          {t('tokens.back')}
        </a>
      </p>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const tokenViews = {
  tokens: TokensView,
  'api-token': ApiTokenView,
};
