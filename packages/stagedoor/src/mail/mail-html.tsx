import type { CSSProperties, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { LanguageTag } from '../core/kernel/language-tag.ts';
import type { MailContent, MailPiece } from './mail-content.ts';

/**
 * The light theme in sRGB: mail clients know neither OKLCH nor style sheets of ours, so every element carries its
 * style. tests/mail compares these with ui/theme.css.
 */
export const mailColours = {
  ground: '#f7f5f1',
  card: '#fdfcf9',
  line: '#e7e4df',
  text: '#261d16',
  muted: '#665b53',
  brass: '#e5ac4c',
  onBrass: '#25170c',
} as const;

const sans = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const styles: Readonly<Record<string, CSSProperties>> = {
  body: { margin: 0, padding: '32px 16px', background: mailColours.ground, color: mailColours.text },
  column: { maxWidth: '520px', margin: '0 auto', fontFamily: sans, fontSize: '15px', lineHeight: 1.55 },
  site: { margin: '0 0 16px', fontFamily: 'Fraunces, Georgia, serif', fontSize: '21px', fontWeight: 600 },
  card: {
    padding: '24px 28px',
    background: mailColours.card,
    border: `1px solid ${mailColours.line}`,
    borderRadius: '14px',
  },
  paragraph: { margin: '0 0 16px' },
  note: { margin: '0 0 12px', fontSize: '13px', color: mailColours.muted },
  actionRow: { margin: '0 0 8px' },
  button: {
    display: 'inline-block',
    padding: '12px 20px',
    background: mailColours.brass,
    color: mailColours.onBrass,
    fontWeight: 600,
    textDecoration: 'none',
    borderRadius: '10px',
  },
  quietButton: {
    background: mailColours.card,
    color: mailColours.text,
    border: `1px solid ${mailColours.muted}`,
  },
  address: { margin: '0 0 20px', fontSize: '13px', color: mailColours.muted, wordBreak: 'break-all' },
  facts: {
    margin: '0 0 16px',
    padding: '12px 16px',
    background: mailColours.ground,
    borderRadius: '10px',
  },
  fact: { margin: 0 },
  factName: { color: mailColours.muted },
  footer: { margin: '16px 4px 0', fontSize: '13px', color: mailColours.muted },
};

function Piece({ piece, linkBelow }: { piece: MailPiece; linkBelow: string }): VNode {
  if (piece.piece === 'paragraph') return <p style={styles.paragraph}>{piece.text}</p>;
  if (piece.piece === 'note') return <p style={styles.note}>{piece.text}</p>;
  if (piece.piece === 'facts') {
    return (
      <div style={styles.facts}>
        {piece.facts.map(({ name, value }) => (
          <p key={name} style={styles.fact}>
            <span style={styles.factName}>{name}:</span> {value}
          </p>
        ))}
      </div>
    );
  }
  return (
    <>
      <p style={styles.actionRow}>
        <a
          href={piece.url}
          target="_blank"
          rel="noopener"
          style={piece.quiet ? { ...styles.button, ...styles.quietButton } : styles.button}
        >
          {piece.label}
        </a>
      </p>
      <p style={styles.address}>
        {linkBelow}
        <br />
        {piece.url}
      </p>
    </>
  );
}

/** Loads nothing from anywhere: no picture, no font, no pixel. */
export function mailHtml(
  content: MailContent,
  frame: { readonly siteName: string; readonly language: LanguageTag; readonly linkBelow: string },
): string {
  const document = (
    <html lang={frame.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{content.subject}</title>
      </head>
      <body style={styles.body}>
        <div style={styles.column}>
          <p style={styles.site}>{frame.siteName}</p>
          <div style={styles.card}>
            {content.pieces.map((piece, index) => (
              <Piece key={index} piece={piece} linkBelow={frame.linkBelow} />
            ))}
          </div>
          <p style={styles.footer}>{content.footer}</p>
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(document)}`;
}
