import type { MailName, MailOf } from '../core/outbox/mail-data.ts';
import type { MailContent } from './mail-content.ts';
import type { MailWriter } from './mail-writer.ts';

/** How one kind of e-mail is put into words. */
export interface MailRecord<Name extends MailName> {
  write(writer: MailWriter, mail: MailOf<Name>): MailContent;
  /** One of them, for trying out how a site writes it before anybody is written to. */
  readonly sample: Omit<MailOf<Name>, 'mail'>;
  /** What in it people chose, beside `username`: written so that no mail program makes a link of it. */
  readonly chosen?: readonly (keyof MailOf<Name>)[];
}

/** What the e-mails of a feature say, by their kinds. */
export type MailRecords<Name extends MailName> = { readonly [One in Name]: MailRecord<One> };
