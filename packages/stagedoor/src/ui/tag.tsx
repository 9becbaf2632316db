import type { ComponentChildren, VNode } from 'preact';

/** A word or two about the thing beside it. */
export function Tag({
  kind,
  children,
}: {
  kind?: 'brass' | 'success' | 'error';
  children: ComponentChildren;
}): VNode {
  return <span class={kind ? `tag tag-${kind}` : 'tag'}>{children}</span>;
}
