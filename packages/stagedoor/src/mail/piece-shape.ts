import {
  anyText,
  type FieldShape,
  filledListOf,
  isRecord,
  onlyTrue,
  problemsOf,
  recordOf,
  required,
} from '../core/kernel/record-shape.ts';
import type { MailPiece } from './mail-content.ts';

/** The pieces of an e-mail that a site writes; where an action leads is said otherwise by a feature than by a branding. */
export function piecesWhose(target: { readonly [Name in 'path' | 'url']?: FieldShape }): FieldShape {
  const shapes = {
    paragraph: { piece: anyText, text: required(anyText) },
    note: { piece: anyText, text: required(anyText) },
    facts: {
      piece: anyText,
      facts: required(
        filledListOf(recordOf({ name: required(anyText), value: required(anyText) }), 'a list of facts'),
      ),
    },
    action: { piece: anyText, label: required(anyText), ...target, quiet: onlyTrue },
  } satisfies Record<MailPiece['piece'], unknown>;
  const aPiece: FieldShape = {
    isRequired: true,
    problems: (piece, name) => {
      const kind = isRecord(piece) ? String(piece.piece) : '';
      return Object.hasOwn(shapes, kind)
        ? problemsOf(piece, shapes[kind as MailPiece['piece']], name)
        : [`${name} must be one of ${Object.keys(shapes).join(', ')}`];
    },
  };
  return filledListOf(aPiece, 'a list of pieces');
}
