/** An e-mail before it is drawn: the same pieces become HTML and plain text. */
export type MailPiece =
  | { readonly piece: 'paragraph'; readonly text: string }
  /** Something to do; drawn as a button (quiet where it is the second choice) and as an address to copy. */
  | { readonly piece: 'action'; readonly label: string; readonly url: string; readonly quiet?: true }
  | { readonly piece: 'facts'; readonly facts: readonly { readonly name: string; readonly value: string }[] }
  /** Smaller, after the action. */
  | { readonly piece: 'note'; readonly text: string };

export interface MailContent {
  readonly subject: string;
  readonly pieces: readonly MailPiece[];
  /** Why the e-mail came. */
  readonly footer: string;
}

/** How whoever gets an e-mail stops more of its kind. */
export interface WayToStop {
  readonly label: string;
  readonly url: string;
}

export const paragraph = (text: string): MailPiece => ({ piece: 'paragraph', text });
export const note = (text: string): MailPiece => ({ piece: 'note', text });
export const action = (label: string, url: string): MailPiece => ({ piece: 'action', label, url });

export const secondAction = (label: string, url: string): MailPiece => ({
  piece: 'action',
  label,
  url,
  quiet: true,
});
