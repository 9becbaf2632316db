import { PlainError } from './plain-error.ts';

/**
 * A hook of the site did not answer in time: whether it would have refused nobody knows, so what it was asked about is not done. A
 * fault, and no refusal: it may be asked again.
 */
export class HookTimeout extends PlainError {
  constructor(hook: string, limitMs: number, options?: ErrorOptions) {
    super(`${hook} did not answer within ${limitMs} ms.`, options);
    this.name = 'HookTimeout';
  }
}
