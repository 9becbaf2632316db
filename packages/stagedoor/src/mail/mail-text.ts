import type { OwnMail } from './mail-branding.ts';
import type { MailPiece } from './mail-content.ts';

function pieceText(piece: MailPiece): string {
  if (piece.piece === 'action') return `${piece.label}:\n${piece.url}`;
  if (piece.piece === 'facts') return piece.facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return piece.text;
}

/** The same e-mail for those who read without HTML; addresses stand on lines of their own. */
export function mailText(content: OwnMail): string {
  if (content.text !== undefined) return content.text;
  return `${[...content.pieces.map(pieceText), `-- \n${content.footer}`].join('\n\n')}\n`;
}
