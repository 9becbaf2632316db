import type { ComponentChildren, VNode } from 'preact';
import { ConfirmedAction, type ConfirmedActionProps } from './confirmed-action.tsx';

export interface RowProps {
  readonly icon: ComponentChildren;
  readonly title: ComponentChildren;
  /** Below the title, each on a line of its own. */
  readonly lines?: readonly ComponentChildren[];
  /** At the end of the row; below it on phones. */
  readonly action?: ComponentChildren;
  /** Below the lines, where there is more than one thing to do. */
  readonly children?: ComponentChildren;
}

/** One thing of a list `<ul class="rows">`. */
export function Row({ icon, title, lines = [], action, children }: RowProps): VNode {
  return (
    <li class="row">
      <span class="row-icon">{icon}</span>
      <div>
        <div class="row-title">{title}</div>
        {lines.map((line, index) => (
          <div key={index} class="row-meta">
            {line}
          </div>
        ))}
      </div>
      {action ? <div class="row-action">{action}</div> : null}
      {children}
    </li>
  );
}

export interface RowActionProps extends Omit<ConfirmedActionProps, 'button'> {
  /** `label` names the row: the words of the button repeat down the list. */
  readonly button: { readonly text: string; readonly label: string };
}

/** What ends, revokes, removes or forgets the thing of a row, after a question that names it. */
export function RowAction({ button, ...props }: RowActionProps): VNode {
  return <ConfirmedAction {...props} button={{ ...button, kind: 'quiet', small: true }} />;
}
