import { inspect } from 'node:util';

const MASK = '[secret]';

/**
 * A value that must not be logged: printing, joining into text and JSON all show a mask. Only `reveal` shows it.
 *
 * @example
 * `${new Secret('hunter2')}` // '[secret]'
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
