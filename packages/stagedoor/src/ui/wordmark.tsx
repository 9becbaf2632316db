import type { VNode } from 'preact';
import { DoorMark } from './icons.tsx';
import type { PageContext } from './page-context.ts';
import { drawPart } from './page-part.ts';

/** The site's name beside the mark; leads home. */
export function Wordmark({ page }: { page: PageContext }): VNode | null {
  return drawPart(
    page,
    'homeLink',
    <a class="wordmark" href={page.links.home}>
      <Mark page={page} />
      {page.siteName}
    </a>,
  );
}

/** Says nothing to a screen reader: the name stands beside it. */
function Mark({ page: { brand } }: { page: PageContext }): VNode {
  if (brand.mark === null) return <DoorMark />;
  return <img class="brand-mark" src={brand.mark.href} alt="" height="30" />;
}
