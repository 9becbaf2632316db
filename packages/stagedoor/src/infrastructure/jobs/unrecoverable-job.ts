import { PlainError } from '../../core/kernel/plain-error.ts';

/** Thrown by a handler when trying again can never help: the job is parked at once. */
export class UnrecoverableJob extends PlainError {
  constructor(message: string) {
    super(message);
    this.name = 'UnrecoverableJob';
  }
}
