import type { ComponentChildren, InputHTMLAttributes, VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { fieldId } from './form.tsx';
import { type FormState, fieldsWithErrors, hasErrors } from './form-state.ts';
import { AlertIcon } from './icons.tsx';

/** What every kind of field shares. Everything optional says so; the rest is required. */
export interface FieldProps {
  readonly t: Translator;
  readonly form: FormState;
  readonly name: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly optional?: boolean;
}

/** The attributes that tie a control to its label, hint and errors. */
export function controlAttributes({ form, name, hint, optional }: FieldProps) {
  const id = fieldId(name);
  const invalid = (form.errors[name]?.length ?? 0) > 0;
  const described = [hint ? `${id}_hint` : '', invalid ? `${id}_error` : ''].filter((part) => part !== '');
  return {
    id,
    name,
    required: !optional,
    'aria-invalid': invalid ? ('true' as const) : undefined,
    // On a page that is loaded whole; where only its content changes, the script does the same.
    ...(fieldsWithErrors(form)[0] === name ? { autofocus: true } : {}),
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  };
}

export function FieldErrors({ form, name }: Pick<FieldProps, 'form' | 'name'>): VNode | null {
  const errors = form.errors[name] ?? [];
  if (errors.length === 0) return null;
  return (
    <div class="field-error" id={`${fieldId(name)}_error`}>
      <AlertIcon small />
      <div>
        {errors.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </div>
  );
}

/** Label above, hint, control, errors. */
export function FieldFrame(props: FieldProps & { children: ComponentChildren }): VNode {
  const id = fieldId(props.name);
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
        {props.optional ? <span class="field-optional">{props.t('field.optional')}</span> : null}
      </label>
      {props.children}
      {props.hint ? (
        <p class="field-hint" id={`${id}_hint`}>
          {props.hint}
        </p>
      ) : null}
      <FieldErrors form={props.form} name={props.name} />
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'date';
  readonly autocomplete?: string;
  readonly inputmode?: 'text' | 'email' | 'numeric' | 'tel';
  readonly maxLength?: number;
  /** For the first field of a page that is about nothing but its form. */
  readonly isFirst?: boolean;
}

export function TextField(props: TextFieldProps): VNode {
  const type = props.type ?? 'text';
  const isName = props.autocomplete === 'username' || type === 'email';
  const attributes = {
    type,
    value: props.form.values[props.name] ?? '',
    autocomplete: props.autocomplete,
    inputMode: props.inputmode,
    maxLength: props.maxLength,
    autofocus: props.isFirst && !hasErrors(props.form),
    autocapitalize: isName ? 'none' : undefined,
    spellcheck: isName ? false : undefined,
    ...controlAttributes(props),
    // Preact types one shape for each input type and none for a choice of them.
  } as InputHTMLAttributes<HTMLInputElement>;
  return (
    <FieldFrame {...props}>
      <input class="input" {...attributes} />
    </FieldFrame>
  );
}

/** A file to send, of the kinds that `accept` names; it is never shown again. */
export function FileField({ accept, ...props }: FieldProps & { readonly accept: string }): VNode {
  return (
    <FieldFrame {...props}>
      <input class="input file-input" type="file" accept={accept} {...controlAttributes(props)} />
    </FieldFrame>
  );
}

export function CheckField(props: FieldProps): VNode {
  const id = fieldId(props.name);
  const checked = (props.form.values[props.name] ?? '') !== '';
  const { required: _never, ...attributes } = controlAttributes(props);
  return (
    <div class="field">
      <label class="check-row" for={id}>
        <input
          class="checkbox checkbox-primary"
          type="checkbox"
          value="on"
          checked={checked}
          {...attributes}
        />
        <span class="check-text">
          {props.label}
          {props.hint ? (
            <span class="field-hint" id={`${id}_hint`}>
              {props.hint}
            </span>
          ) : null}
        </span>
      </label>
      <FieldErrors form={props.form} name={props.name} />
    </div>
  );
}

/** Fields that are about one thing, under a heading of their own. */
export function FieldGroup({
  legend,
  hint,
  children,
}: {
  legend: string;
  hint?: string;
  children: ComponentChildren;
}): VNode {
  return (
    <fieldset class="field-group">
      <legend class="field-label">{legend}</legend>
      {hint ? <p class="field-hint">{hint}</p> : null}
      {children}
    </fieldset>
  );
}

/** A code that was sent or is shown elsewhere: digits on phones, spaces of a paste are dropped by the script. */
export function CodeField(props: FieldProps & { length: number }): VNode {
  return (
    <FieldFrame {...props}>
      <input
        class="input code-input"
        type="text"
        inputMode="numeric"
        autocomplete="one-time-code"
        autocapitalize="none"
        spellcheck={false}
        data-code-length={props.length}
        {...controlAttributes(props)}
      />
    </FieldFrame>
  );
}
