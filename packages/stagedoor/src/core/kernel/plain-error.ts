/**
 * An error whose message we wrote ourselves, out of our own words, codes and numbers: nothing of what a visitor typed, of a
 * e-mail or of what an outside system said. Only such messages stand in the log and with jobs; of any other error its kind,
 * its codes and where it happened.
 *
 * @example
 * throw new PlainError('The stock list is older than a day.');
 */
export class PlainError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PlainError';
  }
}
