/** What whoever starts the site can mend; the message is a sentence to print as it is. */
export class SiteProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SiteProblem';
  }
}
