import type { RequestDetails } from '../core/outbox/mail-data.ts';
import { action, type MailPiece, paragraph } from './mail-content.ts';
import type { MailWriter } from './mail-writer.ts';

interface Done {
  readonly requestDetails: RequestDetails;
  readonly resetPath: string;
}

/** When, where and with what it was done, and the way back for an owner who did not do it. */
export function ifNotYou(writer: MailWriter, { requestDetails, resetPath }: Done): MailPiece[] {
  const { say } = writer;
  return [
    writer.requestDetails(requestDetails),
    paragraph(say('mail.you')),
    paragraph(say('mail.not_you_reset')),
    action(say('mail.reset_action'), writer.link(resetPath)),
  ];
}
