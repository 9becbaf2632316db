import type { LetterContent, LetterPiece } from './letter-content.ts';

function pieceText(piece: LetterPiece): string {
  if (piece.piece === 'action') return `${piece.label}:\n${piece.url}`;
  if (piece.piece === 'facts') return piece.facts.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return piece.text;
}

/** The same letter for those who read without HTML; addresses stand on lines of their own. */
export function letterText(content: LetterContent): string {
  return `${[...content.pieces.map(pieceText), `-- \n${content.footer}`].join('\n\n')}\n`;
}
