import type { VNode } from 'preact';
import type { MailName, MailOf } from '../core/outbox/mail-data.ts';
import type { Translator } from '../texts/translator.ts';
import { hexOf } from '../ui/color.ts';
import { type Palette, standardPalette } from '../ui/palette.ts';
import type { MailContent } from './mail-content.ts';

/** The colours of e-mails as `#rrggbb`: mail programs know nothing else. */
export interface MailColors {
  readonly background: string;
  readonly surface: string;
  readonly border: string;
  readonly text: string;
  readonly mutedText: string;
  readonly primary: string;
  readonly primaryText: string;
}

/** The light theme in sRGB. */
export function mailColorsOf(palette: Palette): MailColors {
  return {
    background: hexOf(palette.background),
    surface: hexOf(palette.surface),
    border: hexOf(palette.border),
    text: hexOf(palette.text),
    mutedText: hexOf(palette.mutedText),
    primary: hexOf(palette.primary),
    primaryText: hexOf(palette.primaryText),
  };
}

/** What the HTML around an e-mail is drawn of. */
export interface MailFrameProps {
  readonly t: Translator;
  readonly subject: string;
  /** The site's name. */
  readonly site: string;
  /** Why the e-mail came. */
  readonly footer: string;
  /** What it says, drawn. */
  readonly body: VNode;
  readonly colors: MailColors;
  /** The whole as it is without the site. */
  readonly standard: VNode;
}

/** What an e-mail of ours is written from by a site. */
export interface OwnMailParts<Name extends MailName> {
  /** The words of whoever reads it: their language and time zone. */
  readonly t: Translator;
  /** What it is about. Names that people chose are so written that no mail program makes a link of them. */
  readonly data: MailOf<Name>;
  /** The site's name. */
  readonly site: string;
  /** The whole address of a path of this site. */
  link(path: string): string;
  /** A moment in the reader's zone, from its ISO 8601 text. */
  moment(at: string): string;
  /** As it is without the site. */
  readonly standard: MailContent;
}

/** An e-mail in a site's own words. Whatever ours leads to, it must lead to. */
export interface OwnMail extends MailContent {
  /** The HTML instead of the pieces, inside the frame. */
  readonly html?: VNode;
  /** The plain text instead of the pieces. */
  readonly text?: string;
}

export type OwnMails = { readonly [Name in MailName]?: (parts: OwnMailParts<Name>) => OwnMail };

/** What a site has instead of our e-mails. */
export interface MailBranding {
  readonly colors: MailColors;
  readonly frame: ((props: MailFrameProps) => VNode) | null;
  readonly mails: OwnMails;
}

/** Ours, where a site says nothing. */
export const plainMailBranding = (): MailBranding => ({
  colors: mailColorsOf(standardPalette('light')),
  frame: null,
  mails: {},
});
