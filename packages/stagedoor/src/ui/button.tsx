import type { ComponentChildren, VNode } from 'preact';

export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'danger-quiet';

const classes: Readonly<Record<ButtonKind, string>> = {
  primary: 'btn btn-primary',
  quiet: 'btn btn-quiet',
  danger: 'btn btn-error',
  'danger-quiet': 'btn btn-danger-quiet',
};

interface Shape {
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  readonly children: ComponentChildren;
}

const classOf = ({ kind = 'primary', small }: Pick<Shape, 'kind' | 'small'>): string =>
  small ? `${classes[kind]} btn-small` : classes[kind];

export interface SubmitButtonProps extends Shape {
  /** Fuller words for screen readers where the button repeats in a list. */
  readonly label?: string;
  /** Opens this dialog first where there is script. */
  readonly dialogId?: string;
}

/** Sends its form. While it is on its way a ring turns over the words, so the button keeps its width. */
export function SubmitButton({ kind, small, label, dialogId, children }: SubmitButtonProps): VNode {
  return (
    <button type="submit" class={classOf({ kind, small })} aria-label={label} data-dialog={dialogId}>
      <span class="btn-label">{children}</span>
      <span class="btn-spin" aria-hidden="true" />
    </button>
  );
}

/** A link that looks like a button, for the one next step of a page without a form. */
export function ButtonLink({ kind, small, href, children }: Shape & { href: string }): VNode {
  return (
    <a class={classOf({ kind, small })} href={href}>
      {children}
    </a>
  );
}
