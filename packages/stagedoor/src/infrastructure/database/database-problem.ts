import { PlainError } from '../../core/kernel/plain-error.ts';

/**
 * What an operator can mend: a wrong address, a wrong password, a server that is not there. The message is
 * a sentence to print as it is, without a stack trace; it never holds the password.
 */
export class DatabaseProblem extends PlainError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseProblem';
  }
}
