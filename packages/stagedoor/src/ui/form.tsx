import type { ComponentChildren, VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { type FormState, fieldsWithErrors } from './form-state.ts';
import { Notice } from './notice.tsx';
import type { PageContext } from './page-context.ts';

/** The two fields that most forms carry: Django's CSRF field and where to go afterwards. */
export function HiddenFields({ csrfToken, next }: { csrfToken: string; next?: string | null }): VNode {
  return (
    <>
      <input type="hidden" name="csrfmiddlewaretoken" value={csrfToken} />
      {next ? <input type="hidden" name="next" value={next} /> : null}
    </>
  );
}

export const fieldId = (name: string): string => `id_${name}`;

/** What is wrong with the whole form, or how many fields to look at; a single field speaks for itself. */
function FormErrors({ t, form }: { t: Translator; form: FormState }): VNode | null {
  const invalid = fieldsWithErrors(form);
  if (form.formErrors.length === 0 && invalid.length < 2) return null;
  return (
    <Notice kind="error" role="alert">
      {form.formErrors.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {invalid.length > 1 ? <p>{t('form.check', { count: invalid.length })}</p> : null}
    </Notice>
  );
}

export interface FormProps {
  readonly page: PageContext;
  readonly action: string;
  readonly form?: FormState;
  readonly next?: string | null;
  /** Leaves the page in the ordinary way: where the whole document changes (its language) or none does (a file). */
  readonly wholePage?: boolean;
  /** It sends a file. */
  readonly files?: boolean;
  /** A file comes back and this page stays, so the button never turns busy. */
  readonly download?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}

/** Without a script an ordinary form; with htmx only `#content` changes, refused forms included. */
export function Form(props: FormProps): VNode {
  const { page, action, form, next, wholePage, files, download, label, children } = props;
  const smooth = wholePage
    ? {}
    : {
        'hx-post': action,
        'hx-target': '#content',
        'hx-select': '#content',
        'hx-swap': 'outerHTML',
        'hx-disabled-elt': 'find button[type=submit]',
      };
  return (
    <form
      class="form"
      method="post"
      action={action}
      enctype={files ? 'multipart/form-data' : undefined}
      novalidate
      aria-label={label}
      data-download={download}
      {...smooth}
    >
      <HiddenFields csrfToken={page.csrfToken} next={next ?? null} />
      {form ? <FormErrors t={page.t} form={form} /> : null}
      {children}
    </form>
  );
}
