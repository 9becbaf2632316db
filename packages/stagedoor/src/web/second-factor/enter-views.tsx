import type { VNode } from 'preact';
import { AuthPage } from '../../ui/auth-page.tsx';
import { SubmitButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { PasskeyForm, type PasskeyFormProps } from '../../ui/passkey-form.tsx';
import { paths } from '../paths.ts';

export interface CodeViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  /** Where it leads afterwards; judged safe. */
  readonly next: string | null;
  /** What the browser is asked for one of their passkeys; null for who has none. */
  readonly passkey: PasskeyFormProps['ceremony'] | null;
}

/** In the place of a code. */
function PasskeyInstead({
  page,
  next,
  passkey,
  action,
}: CodeViewProps & { readonly action: string }): VNode | null {
  return passkey === null ? null : (
    <PasskeyForm
      page={page}
      action={action}
      next={next}
      does="get"
      ceremony={passkey}
      button={page.t('passkey.enter')}
      kind="quiet"
    />
  );
}

/** Digits or a recovery code: phones offer what came or what is kept, and a paste of either fits. */
function CodeField({ page: { t }, form }: CodeViewProps): VNode {
  return (
    <TextField
      t={t}
      form={form}
      name="code"
      label={t('second_factor.code')}
      autocomplete="one-time-code"
      maxLength={64}
      isFirst
    />
  );
}

/** Field on the wire: `code`. The step of a log-in after the password. */
export function SecondFactorEnterView(props: CodeViewProps): VNode {
  const { page, form, next } = props;
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('second_factor.enter_title')}
      lead={t('second_factor.enter_lead')}
      refused={hasErrors(form)}
      alternatives={<p>{t('second_factor.lost')}</p>}
    >
      <Form page={page} action={paths.secondFactorEnter} form={form} next={next}>
        <CodeField {...props} />
        <SubmitButton>{t('second_factor.enter')}</SubmitButton>
      </Form>
      <PasskeyInstead {...props} action={paths.passkeyEnter} />
    </AuthPage>
  );
}

/** Field on the wire: `code`. Before second factors are changed (ASVS V7.5.1). */
export function SecondFactorProveView(props: CodeViewProps): VNode {
  const { page, form, next } = props;
  const { t } = page;
  return (
    <AuthPage
      page={page}
      title={t('second_factor.prove_title')}
      lead={t('second_factor.prove_lead')}
      refused={hasErrors(form)}
    >
      <Form page={page} action={paths.secondFactorProve} form={form} next={next}>
        <CodeField {...props} />
        <SubmitButton>{t('second_factor.prove')}</SubmitButton>
      </Form>
      <PasskeyInstead {...props} action={paths.passkeyProve} />
    </AuthPage>
  );
}
