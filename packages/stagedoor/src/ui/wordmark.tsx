import type { VNode } from 'preact';
import { DoorMark } from './icons.tsx';
import type { PageContext } from './page-context.ts';

/** The site's name beside the mark; leads home. */
export function Wordmark({ page }: { page: PageContext }): VNode {
  return (
    <a class="wordmark" href={page.links.home}>
      <DoorMark />
      {page.siteName}
    </a>
  );
}
