import { anyText, checkRecord, RecordProblem, required } from '../core/kernel/record-shape.ts';
import { knownTimeZone } from '../core/kernel/time-zone.ts';
import type { JobData } from '../core/outbox/job-store.ts';
import { inTimeZone, type Translator } from '../texts/translator.ts';
import { exactTime } from '../ui/relative-time.tsx';
import type { MailPiece } from './mail-content.ts';
import type { MailSite } from './mail-writer.ts';
import { nameWithoutLinks } from './name-without-links.ts';
import { piecesWhose } from './piece-shape.ts';
import { type MailReader, type RenderedMail, renderContent } from './render-mail.ts';

/** What an e-mail of a feature is written from. */
export interface MailParts<Data> {
  /** The words of whoever reads it: their language and time zone. */
  readonly t: Translator;
  /** As it was sent, but so written that no mail program makes a link of it, on one line: people may have chosen it. */
  readonly data: Data;
  /** The site's name. */
  readonly site: string;
  /** A moment in the reader's zone, from a date or its ISO 8601 text. */
  moment(at: Date | string): string;
}

/** A piece of an e-mail, drawn as HTML and as plain text. */
export type WrittenPiece =
  | Exclude<MailPiece, { piece: 'action' }>
  /** Something to do on this site: a path of it, never an address elsewhere. `quiet` where it is the second choice. */
  | { readonly piece: 'action'; readonly label: string; readonly path: string; readonly quiet?: true };

export interface WrittenMail {
  readonly subject: string;
  readonly pieces: readonly WrittenPiece[];
  /** Why the e-mail came. */
  readonly footer: string;
}

export type WriteMail<Data> = (parts: MailParts<Data>) => WrittenMail;

interface Sent {
  readonly name: string;
  readonly data: JobData;
  readonly write: WriteMail<never>;
}

/**
 * An e-mail of a feature, in the frame of ours and with their care: escaped, without links that somebody chose, in the reader's
 * language, as HTML and as plain text.
 *
 * @throws RecordProblem for a writer that answers no e-mail
 */
export function renderFeatureMail(
  { name, data, write }: Sent,
  site: MailSite,
  { t: words, timeZone, stopPath = null }: MailReader,
): RenderedMail {
  const t = inTimeZone(words, knownTimeZone(timeZone));
  const title = `The e-mail ${name}`;
  // Kept apart by its name: what is read from the outbox under it is what was put there.
  const safe = withoutChosenLinks(data) as never;
  const written = write({ t, data: safe, site: site.name, moment: (at) => exactTime(t, new Date(at)) });
  checkRecord(title, written, mailShape);
  const pieces = written.pieces.map((piece) => onSite(title, piece, site.publicUrl));
  return renderContent({ ...written, pieces }, { t, site, stopPath });
}

const mailShape = {
  subject: required(anyText),
  pieces: required(piecesWhose({ path: required(anyText) })),
  footer: required(anyText),
};

function onSite(title: string, piece: WrittenPiece, publicUrl: string): MailPiece {
  if (piece.piece !== 'action') return piece;
  const { path, ...rest } = piece;
  const url = URL.parse(path, publicUrl);
  if (!path.startsWith('/') || url?.origin !== new URL(publicUrl).origin)
    throw new RecordProblem(title, ['the path of an action must be one of this site, such as /notes/']);
  return { ...rest, url: url.href };
}

/** As JSON writes a date: nothing that could lead anywhere. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;

function withoutChosenLinks(data: JobData): JobData {
  if (typeof data === 'string')
    return MOMENT.test(data) ? data : nameWithoutLinks(data.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '));
  if (typeof data !== 'object' || data === null) return data;
  if (isList(data)) return data.map(withoutChosenLinks);
  return Object.fromEntries(Object.entries(data).map(([name, one]) => [name, withoutChosenLinks(one)]));
}

function isList(data: JobData): data is readonly JobData[] {
  return Array.isArray(data);
}
