import { join } from 'node:path';

/** The folder of the checkout; every script works from here, wherever it was called from. */
export const CHECKOUT = join(import.meta.dirname, '..', '..');

/** A path inside the checkout. */
export function inCheckout(...names: readonly string[]): string {
  return join(CHECKOUT, ...names);
}
