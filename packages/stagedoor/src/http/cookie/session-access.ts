import type { JsonValue } from '../../core/kernel/json-value.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { SessionData, SessionExpiry } from '../../core/session/session.ts';

/**
 * The data dictionary of the visitor's session, logged in or not. Nothing is stored until something
 * changed; an anonymous session comes into being with its first value and ends with its last.
 *
 * @example
 * const session = await exchange.session();
 * session.set('cart', [7]);
 * session.setExpiry(300); // five minutes of inactivity
 */
export class SessionAccess {
  #data: Map<string, JsonValue>;
  #isModified = false;
  #isNeeded = false;
  #expiry: SessionExpiry | 'policy' | null = null;

  constructor(data: SessionData) {
    this.#data = new Map(Object.entries(data));
  }

  get(name: string): JsonValue | undefined {
    return this.#data.get(name);
  }

  has(name: string): boolean {
    return this.#data.has(name);
  }

  names(): string[] {
    return [...this.#data.keys()];
  }

  set(name: string, value: JsonValue): void {
    this.#data.set(name, value);
    this.#change();
  }

  /** Removes a value; answers whether it was there. */
  delete(name: string): boolean {
    const wasThere = this.#data.delete(name);
    if (wasThere) this.#change();
    return wasThere;
  }

  /** Sets what the visitor can do without, as a word of what was just done: where it finds no place, that does not fail. */
  note(name: string, value: JsonValue): void {
    this.#data.set(name, value);
    this.#isModified = true;
  }

  /** Removes what does no harm where it stays. */
  drop(name: string): void {
    if (this.#data.delete(name)) this.#isModified = true;
  }

  /** Has the data stored under the next key as well, if that can be: who it is for has moved there already. */
  carry(): void {
    this.#isModified = true;
  }

  #change(): void {
    this.#isModified = true;
    this.#isNeeded = true;
  }

  /** Removes and answers a value: what is meant to be read once. */
  take(name: string): JsonValue | undefined {
    const value = this.#data.get(name);
    this.delete(name);
    return value;
  }

  /** Removes all values. */
  clear(): void {
    if (this.#data.size === 0) return;
    this.#data = new Map();
    this.#change();
  }

  /**
   * Django's `set_expiry`: seconds of inactivity; 0 until the browser closes; a date as a fixed end; null for the
   * site's own policy.
   */
  setExpiry(expiry: number | Date | null): void {
    this.#expiry = expiryOf(expiry);
    this.#change();
  }

  /** Has the data stored although nothing changed, e.g. after changing a value that was handed out. */
  touch(): void {
    this.#change();
  }

  get isModified(): boolean {
    return this.#isModified;
  }

  /** Whether a request fails whose changes find no place. */
  get isNeeded(): boolean {
    return this.#isNeeded;
  }

  get chosenExpiry(): SessionExpiry | 'policy' | null {
    return this.#expiry;
  }

  toData(): SessionData {
    return Object.fromEntries(this.#data);
  }
}

function expiryOf(expiry: number | Date | null): SessionExpiry | 'policy' {
  if (expiry === null) return 'policy';
  if (expiry instanceof Date) return { kind: 'fixed', at: expiry };
  if (!Number.isInteger(expiry) || expiry < 0)
    throw new PlainError('A session lives for whole seconds from 0 on.');
  return expiry === 0 ? { kind: 'browser' } : { kind: 'age', seconds: expiry };
}
