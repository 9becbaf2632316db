import type { VNode } from 'preact';
import { ButtonLink } from '../../ui/button.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { SitePage } from '../../ui/site-page.tsx';
import { Tag } from '../../ui/tag.tsx';
import { JsonText, type JsonTextProps } from './json-text.tsx';

/** One thing to do at an address. */
export interface BrowsedMethod {
  readonly method: string;
  /** In English, as all that describes the API. */
  readonly summary: string;
}

export interface AnswerViewProps {
  readonly page: PageContext;
  /** The address without its query. */
  readonly path: string;
  readonly status: number;
  readonly phrase: string;
  /** Names as they are written, and values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: JsonTextProps;
  readonly methods: readonly BrowsedMethod[];
  /** The same as JSON. */
  readonly jsonHref: string;
  /** Null where the API is not described. */
  readonly docsHref: string | null;
  /** Further addresses that can be opened. */
  readonly addresses: readonly string[];
}

function AnswerHead({
  status,
  phrase,
  headers,
}: Pick<AnswerViewProps, 'status' | 'phrase' | 'headers'>): VNode {
  return (
    <>
      <p>
        <Tag kind={status < 400 ? 'success' : 'error'}>{`HTTP ${status} ${phrase}`}</Tag>
      </p>
      <dl class="header-list">
        {headers.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Methods({ page, methods }: Pick<AnswerViewProps, 'page' | 'methods'>): VNode {
  return (
    <section class="section">
      <h2>{page.t('browse.methods')}</h2>
      <ul class="rows" lang="en">
        {methods.map(({ method, summary }) => (
          <li class="row method-row" key={method}>
            <span class="mono">{method}</span>
            <span>{summary}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Addresses({ page, path, addresses }: Pick<AnswerViewProps, 'page' | 'path' | 'addresses'>): VNode {
  return (
    <section class="section">
      <h2>{page.t('browse.addresses')}</h2>
      <ul class="link-list">
        {addresses.map((address) => (
          <li key={address}>
            <a class="link mono" href={address} aria-current={address === path ? 'page' : undefined}>
              {address}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What an address of the JSON API answers, for the eyes of who is logged in. */
export function AnswerView(props: AnswerViewProps): VNode {
  const { page, path, body, jsonHref, docsHref } = props;
  const { t } = page;
  return (
    <SitePage page={page} title={path}>
      <div class="section-head">
        <h1 class="address-title">{path}</h1>
        <p class="lead">{t('browse.lead')}</p>
      </div>
      <p class="row-buttons">
        <ButtonLink kind="quiet" href={jsonHref}>
          {t('browse.as_json')}
        </ButtonLink>
        {docsHref === null ? null : (
          <ButtonLink kind="quiet" href={docsHref}>
            {t('browse.docs')}
          </ButtonLink>
        )}
      </p>
      <section class="section">
        <h2>{t('browse.answer')}</h2>
        <AnswerHead {...props} />
        <JsonText {...body} />
      </section>
      <Methods {...props} />
      <Addresses {...props} />
    </SitePage>
  );
}
