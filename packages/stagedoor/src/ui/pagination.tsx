import type { VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { ButtonLink } from './button.tsx';

export interface PaginationProps {
  readonly t: Translator;
  /** 1-based; left out where pages are not counted (cursors). */
  readonly position?: { readonly page: number; readonly pages: number };
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

/** Nothing at all where there is only one page. */
export function Pagination({ t, position, previousHref, nextHref }: PaginationProps): VNode | null {
  if (previousHref === null && nextHref === null) return null;
  return (
    <nav class="pages" aria-label={t('pages.label')}>
      {previousHref ? (
        <ButtonLink kind="quiet" small href={previousHref}>
          {t('pages.previous')}
        </ButtonLink>
      ) : (
        <span />
      )}
      {position ? <span class="field-hint">{t('pages.position', { ...position })}</span> : null}
      {nextHref ? (
        <ButtonLink kind="quiet" small href={nextHref}>
          {t('pages.next')}
        </ButtonLink>
      ) : (
        <span />
      )}
    </nav>
  );
}
