import type { ComponentChildren, VNode } from 'preact';
import type { PasskeyCeremony } from '../core/passkey/ceremony.ts';
import { assetUrl } from './assets.ts';
import { type ButtonKind, SubmitButton } from './button.tsx';
import { Form, type FormProps } from './form.tsx';

export interface PasskeyFormProps extends Pick<FormProps, 'page' | 'action' | 'form' | 'next'> {
  /** Whether the browser makes a passkey, or shows one. */
  readonly does: 'create' | 'get';
  /** What it is asked, and the handle that goes along with its answer. */
  readonly ceremony: PasskeyCeremony;
  /** Offers passkeys in the list of the page's `webauthn` field, too, before the button is pressed. */
  readonly offered?: boolean;
  readonly button: string;
  readonly kind?: ButtonKind;
  readonly children?: ComponentChildren;
}

/** A form whose button asks the browser for a passkey and sends what it answers. It is shown where there is script that can. */
export function PasskeyForm(props: PasskeyFormProps): VNode {
  const { page, action, form, next, does, ceremony, offered, button, kind, children } = props;
  const { t } = page;
  // Where one is shown the button stands below another form's, as wide as that.
  const submit = <SubmitButton kind={kind ?? 'primary'}>{button}</SubmitButton>;
  const words = { 'data-cancelled': t('passkey.cancelled'), 'data-known': t('passkey.known_here') };
  return (
    <div
      hidden
      data-passkey={does}
      data-passkey-options={JSON.stringify(ceremony.options)}
      data-passkey-offered={offered}
      {...words}
    >
      <Form page={page} action={action} {...(form ? { form } : {})} next={next ?? null} wholePage>
        <input type="hidden" name="ceremony" value={ceremony.handle} />
        <input type="hidden" name="credential" value="" />
        {children}
        {does === 'create' ? <div class="form-actions">{submit}</div> : submit}
        <p class="field-hint" role="status" data-passkey-said />
      </Form>
      <script src={assetUrl('passkeys.js')} type="module" />
    </div>
  );
}
