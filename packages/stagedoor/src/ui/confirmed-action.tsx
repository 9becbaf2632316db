import type { ComponentChildren, VNode } from 'preact';
import { type ButtonKind, SubmitButton } from './button.tsx';
import { Form } from './form.tsx';
import type { PageContext } from './page-context.ts';

export interface ConfirmedActionProps {
  readonly page: PageContext;
  /** Unique on the page. */
  readonly id: string;
  readonly action: string;
  readonly button: {
    readonly text: string;
    readonly label?: string;
    readonly kind: ButtonKind;
    readonly small?: boolean;
  };
  /** The question names the thing it is about. */
  readonly question: string;
  readonly text: ComponentChildren;
  readonly confirm: string;
}

/** One press that acts. With script a dialog asks first and holds the same form; without, the press is the act. */
export function ConfirmedAction(props: ConfirmedActionProps): VNode {
  const { page, id, action, button } = props;
  const dialogId = `${id}-dialog`;
  return (
    <>
      <Form page={page} action={action}>
        <div class="form-actions">
          <SubmitButton
            kind={button.kind}
            small={button.small ?? false}
            dialogId={dialogId}
            {...(button.label ? { label: button.label } : {})}
          >
            {button.text}
          </SubmitButton>
        </div>
      </Form>
      <dialog class="dialog" id={dialogId} aria-labelledby={`${id}-question`}>
        <div class="stack">
          <div class="section-head">
            <h2 id={`${id}-question`}>{props.question}</h2>
            <p class="lead">{props.text}</p>
          </div>
          <Form page={page} action={action}>
            <div class="form-actions dialog-actions">
              <button type="button" class="btn btn-quiet" data-close-dialog>
                {page.t('dialog.cancel')}
              </button>
              <SubmitButton kind="danger">{props.confirm}</SubmitButton>
            </div>
          </Form>
        </div>
      </dialog>
    </>
  );
}
