import { isDeepStrictEqual } from 'node:util';
import { Secret } from './secret.ts';

/** Thrown by a kind's `parse`; the words complete the sentence "NAME must be …". */
export class UnreadableSetting extends Error {
  /** The part of the text that cannot be read; null where that is all of it. */
  readonly piece: string | null;

  constructor(words: string, piece: string | null = null) {
    super(words);
    this.piece = piece;
  }
}

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
  /** Other names that the variable may have, for whoever comes from elsewhere. */
  readonly otherNames: readonly string[];
  parse(text: string): Value;
  /** Whether a value that code gives instead of text is one that the text could have meant. */
  holds(value: unknown): boolean;
}

/** The environment variables of a feature, by name. */
export type SettingsTable = Readonly<Record<string, Setting<unknown>>>;

/** What a kind does with a text that it cannot read. */
export function unreadable(words: string, piece: string | null = null): never {
  throw new UnreadableSetting(words, piece);
}

export type ValueOf<Kind> = Kind extends Setting<infer Value> ? Value : never;

interface Kind<Value> {
  readonly shape: string;
  readonly isSecret?: boolean;
  parse(text: string): Value;
  show(value: Value): string;
}

/** What a setting says of itself, whatever its kind. */
export interface Declared<Default> {
  readonly default: Default;
  readonly about: string;
  readonly shownDefault?: string;
  readonly otherNames?: readonly string[];
}

/**
 * Declares a setting of a kind; an optional one (`default: null`) keeps null where nothing is set. `shownDefault` describes
 * a default that is worked out.
 */
export function declare<Value, Default extends Value | null>(
  kind: Kind<Value>,
  declaration: Declared<Default>,
): Setting<Value | Default> {
  const { default: defaultValue, about, shownDefault } = declaration;
  const shown = defaultValue === null ? 'not set' : kind.show(defaultValue);
  return {
    about,
    shape: kind.shape,
    defaultValue,
    defaultText: shownDefault ?? shown,
    isSecret: kind.isSecret ?? false,
    otherNames: declaration.otherNames ?? [],
    parse: kind.parse,
    holds: (value) => (value === null ? defaultValue === null : isOfKind(kind, value)),
  };
}

/** Written down and read again, a value of the kind is itself. Secrets are never written down. */
function isOfKind<Value>(kind: Kind<Value>, value: unknown): boolean {
  if (kind.isSecret) return Array.isArray(value) ? value.every(isSecret) : isSecret(value);
  if (Array.isArray(value) && value.length === 0) return true;
  try {
    const text: unknown = kind.show(value as Value);
    return typeof text === 'string' && isDeepStrictEqual(kind.parse(text), value);
  } catch {
    // What cannot even be shown, or read again, is of another kind.
    return false;
  }
}

function isSecret(value: unknown): boolean {
  return value instanceof Secret;
}
