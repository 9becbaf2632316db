import type { ComponentChildren, VNode } from 'preact';

export interface TimelineRowProps {
  readonly title: ComponentChildren;
  /** When, where, with what. */
  readonly meta: ComponentChildren;
  readonly refused?: boolean;
}

export function TimelineRow({ title, meta, refused }: TimelineRowProps): VNode {
  return (
    <li class="timeline-row">
      <span class={refused ? 'timeline-mark timeline-mark-refused' : 'timeline-mark'} aria-hidden="true" />
      <div>
        <div class="row-title">{title}</div>
        <div class="row-meta">{meta}</div>
      </div>
    </li>
  );
}

/** Newest first. */
export function Timeline({ children }: { children: ComponentChildren }): VNode {
  return <ol class="timeline-list">{children}</ol>;
}
