import { defineMail } from 'stagedoor';

/** What an e-mail about a new line tells. */
export type NewLine = {
  readonly author: string;
  readonly message: string;
  /** ISO 8601 UTC. */
  readonly writtenAt: string;
};

/** To whoever keeps the guest book, for each new line. */
export const newLine = defineMail<NewLine>('new-line');
