import type { OwnMail } from './mail-branding.ts';
import type { MailPiece, WayToStop } from './mail-content.ts';

function pieceText(piece: MailPiece): string {
  if (piece.piece === 'action') return `${piece.label}:\n${piece.url}`;
  if (piece.piece === 'facts') return piece.facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return piece.text;
}

/** The same e-mail for those who read without HTML; addresses stand on lines of their own. */
export function mailText(content: OwnMail, stop: WayToStop | null): string {
  const stopping = stop === null ? [] : [`${stop.label}:\n${stop.url}`];
  if (content.text !== undefined) return [content.text, ...stopping].join('\n\n');
  return `${[...content.pieces.map(pieceText), ...stopping, `-- \n${content.footer}`].join('\n\n')}\n`;
}
