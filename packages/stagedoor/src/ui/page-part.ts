import type { VNode } from 'preact';
import type { PageContext, PageParts } from './page-context.ts';

/** A part of a frame: the site's own where it has one, else as it is. */
export function drawPart(
  page: PageContext,
  part: 'header' | 'footer' | 'homeLink',
  standard: VNode,
): VNode | null {
  const own: PageParts[typeof part] = page.brand.parts[part];
  return own === undefined ? standard : own({ page, standard });
}

/** What the site puts into the card of a page that has a name. */
export function drawInCard(page: PageContext, part: 'aboveForm' | 'belowForm'): VNode | null {
  const own = page.brand.parts[part];
  return own === undefined || page.name === null ? null : own({ page, name: page.name });
}
