/** Thrown by a kind's `parse`; the words complete the sentence "NAME must be …". */
export class UnreadableSetting extends Error {}

/** One environment variable: what it may hold and what the reference page says about it. */
export interface Setting<Value> {
  readonly about: string;
  /** What may be written, in the words of the reference page. */
  readonly shape: string;
  readonly defaultValue: Value;
  /** The default as the reference page shows it. */
  readonly defaultText: string;
  /** Never printed, and also read from the file that `NAME_FILE` names. */
  readonly isSecret: boolean;
  parse(text: string): Value;
}

export type ValueOf<Kind> = Kind extends Setting<infer Value> ? Value : never;

interface Kind<Value> {
  readonly shape: string;
  readonly isSecret?: boolean;
  parse(text: string): Value;
  show(value: Value): string;
}

/**
 * Declares a setting of a kind; an optional one (`default: null`) keeps null where nothing is set. `shownDefault` describes
 * a default that is worked out.
 */
export function declare<Value, Default extends Value | null>(
  kind: Kind<Value>,
  declaration: { default: Default; about: string; shownDefault?: string },
): Setting<Value | Default> {
  const { default: defaultValue, about, shownDefault } = declaration;
  const shown = defaultValue === null ? 'not set' : kind.show(defaultValue);
  return {
    about,
    shape: kind.shape,
    defaultValue,
    defaultText: shownDefault ?? shown,
    isSecret: kind.isSecret ?? false,
    parse: kind.parse,
  };
}
