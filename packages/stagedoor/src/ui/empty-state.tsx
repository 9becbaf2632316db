import type { ComponentChildren, VNode } from 'preact';

export interface EmptyStateProps {
  readonly icon: ComponentChildren;
  readonly title: string;
  /** What belongs here. */
  readonly text: string;
  /** The one thing to do about it. */
  readonly action?: ComponentChildren;
}

export function EmptyState({ icon, title, text, action }: EmptyStateProps): VNode {
  return (
    <div class="empty">
      <span class="seal">{icon}</span>
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  );
}
