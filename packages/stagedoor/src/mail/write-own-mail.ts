import { isValidElement } from 'preact';
import {
  anyText,
  checkRecord,
  holding,
  RecordProblem,
  required,
  textLike,
} from '../core/kernel/record-shape.ts';
import type { MailData, MailName } from '../core/outbox/mail-data.ts';
import { exactTime } from '../ui/relative-time.tsx';
import type { OwnMail, OwnMailParts, OwnMails } from './mail-branding.ts';
import type { MailContent } from './mail-content.ts';
import type { MailSite, MailWriter } from './mail-writer.ts';
import { piecesWhose } from './piece-shape.ts';

/** A whole address, as `link` makes one: a path would lead nowhere in an e-mail, and other schemes are for nobody to open. */
const address = textLike('an address such as link(path) makes', /^(?:https?:\/\/|mailto:)\S+$/);
const shape = {
  subject: required(anyText),
  pieces: required(piecesWhose({ url: required(address) })),
  footer: required(anyText),
  html: holding('a drawn element', (value) => value === undefined || isValidElement(value)),
  text: holding('a text', (value) => value === undefined || typeof value === 'string'),
};

interface Written {
  readonly data: MailData;
  readonly standard: MailContent;
  readonly site: MailSite;
}

/** An e-mail in the site's own words, where it has some; else as it is. @throws RecordProblem for what is no e-mail */
export function writeOwnMail(writer: MailWriter, { data, standard, site }: Written): OwnMail {
  const write = ownOf(site.branding?.mails ?? {}, data);
  if (write === undefined) return standard;
  const parts: OwnMailParts<MailName> = {
    t: writer.t,
    data,
    site: site.name,
    link: writer.link,
    moment: (at) => exactTime(writer.t, new Date(at)),
    standard,
  };
  // Kept by its name: what is written under it is about what it is called.
  const written = write(parts as never);
  checkRecord(titleOf(data), written, shape);
  return written;
}

function ownOf(mails: OwnMails, { mail }: MailData): ((parts: never) => OwnMail) | undefined {
  return mails[mail];
}

/**
 * What the owner of an account is to do stands in the e-mail, whoever wrote it, for those who read HTML and for those who do not.
 *
 * @throws RecordProblem naming where ours leads and this one does not
 */
export function requireWaysOut(
  { data, standard }: Pick<Written, 'data' | 'standard'>,
  { html, text }: { readonly html: string; readonly text: string },
): void {
  const missing = standard.pieces.flatMap((piece) => {
    if (piece.piece !== 'action' || piece.quiet) return [];
    return html.includes(piece.url) && text.includes(piece.url) ? [] : [piece.label];
  });
  if (missing.length > 0) {
    const left = `it must lead to what ours leads to, as HTML and as text: ${missing.join(', ')}`;
    throw new RecordProblem(titleOf(data), [left]);
  }
}

function titleOf({ mail }: MailData): string {
  return `The e-mail ${mail} of the branding`;
}
