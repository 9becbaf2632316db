import { PlainFault } from '../plain-fault.ts';

/** Thrown by a handler when trying again can never help: the job is parked at once. */
export class HopelessJob extends PlainFault {
  constructor(message: string) {
    super(message);
    this.name = 'HopelessJob';
  }
}
