import type { VNode } from 'preact';
import { controlAttributes, FieldErrors, FieldFrame, FieldGroup, type FieldProps } from './field.tsx';
import { fieldId } from './form.tsx';
import { hasErrors } from './form-state.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Another name by which a script may look for it. */
  readonly formerly?: string;
}

export interface SelectFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  /** The words of a first choice that is none. */
  readonly emptyLabel?: string;
  /** For what a page goes on with. */
  readonly isFirst?: boolean;
}

export function SelectField(props: SelectFieldProps): VNode {
  const chosen = props.form.values[props.name] ?? '';
  return (
    <FieldFrame {...props}>
      <select
        class="select"
        autofocus={props.isFirst && !hasErrors(props.form)}
        {...controlAttributes(props)}
      >
        {props.emptyLabel === undefined ? null : (
          <option value="" selected={chosen === ''}>
            {props.emptyLabel}
          </option>
        )}
        {props.choices.map(({ value, label, formerly }) => (
          <option key={value} value={value} selected={chosen === value} data-formerly={formerly}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

export interface ExplainedChoice extends Choice {
  readonly hint: string;
}

/** One of a few choices that each need a sentence. */
export function RadioField(
  props: FieldProps & { label: string; choices: readonly ExplainedChoice[] },
): VNode {
  const { form, name, label, choices } = props;
  const chosen = form.values[name] ?? choices[0]?.value;
  const { 'aria-invalid': invalid } = controlAttributes(props);
  return (
    <FieldGroup legend={label}>
      <div class="check-grid">
        {choices.map((choice) => {
          const id = fieldId(`${name}_${choice.value}`);
          return (
            <label key={choice.value} class="check-row" for={id}>
              <input
                class="radio radio-primary"
                type="radio"
                id={id}
                name={name}
                value={choice.value}
                checked={chosen === choice.value}
                aria-describedby={invalid ? `${id}_hint ${fieldId(name)}_error` : `${id}_hint`}
              />
              <span class="check-text">
                {choice.label}
                <span class="field-hint" id={`${id}_hint`}>
                  {choice.hint}
                </span>
              </span>
            </label>
          );
        })}
      </div>
      <FieldErrors form={form} name={name} />
    </FieldGroup>
  );
}
