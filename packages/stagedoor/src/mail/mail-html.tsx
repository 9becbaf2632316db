import type { CSSProperties, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { Translator } from '../texts/translator.ts';
import { directionOf } from '../ui/direction.ts';
import type { MailBranding, MailColors, OwnMail } from './mail-branding.ts';
import type { MailPiece, WayToStop } from './mail-content.ts';

const sans = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
type Styles = Readonly<Record<string, CSSProperties>>;

/** Mail programs know no style sheets of ours, so every element carries its style. */
const stylesIn = (colors: MailColors): Styles => ({
  body: { margin: 0, padding: '32px 16px', background: colors.background, color: colors.text },
  column: { maxWidth: '520px', margin: '0 auto', fontFamily: sans, fontSize: '15px', lineHeight: 1.55 },
  site: { margin: '0 0 16px', fontFamily: 'Fraunces, Georgia, serif', fontSize: '21px', fontWeight: 600 },
  card: {
    padding: '24px 28px',
    background: colors.surface,
    border: `1px solid ${colors.border}`,
    borderRadius: '14px',
  },
  paragraph: { margin: '0 0 16px' },
  note: { margin: '0 0 12px', fontSize: '13px', color: colors.mutedText },
  actionRow: { margin: '0 0 8px' },
  button: {
    display: 'inline-block',
    padding: '12px 20px',
    background: colors.primary,
    color: colors.primaryText,
    fontWeight: 600,
    textDecoration: 'none',
    borderRadius: '10px',
  },
  quietButton: {
    background: colors.surface,
    color: colors.text,
    border: `1px solid ${colors.mutedText}`,
  },
  address: { margin: '0 0 20px', fontSize: '13px', color: colors.mutedText, wordBreak: 'break-all' },
  facts: {
    margin: '0 0 16px',
    padding: '12px 16px',
    background: colors.background,
    borderRadius: '10px',
  },
  fact: { margin: 0 },
  factName: { color: colors.mutedText },
  footer: { margin: '16px 4px 0', fontSize: '13px', color: colors.mutedText },
});

interface PieceProps {
  readonly piece: MailPiece;
  readonly linkBelow: string;
  readonly styles: Styles;
}

function Piece({ piece, linkBelow, styles }: PieceProps): VNode {
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

interface Frame {
  readonly siteName: string;
  readonly t: Translator;
  readonly branding: MailBranding;
  readonly stop: WayToStop | null;
}

/**
 * The e-mail in its frame, the site's own where it has one. Ours loads nothing from anywhere: no picture, no font, no pixel.
 *
 * @throws RecordProblem for a frame that is no whole document
 */
export function mailHtml(content: OwnMail, { siteName, t, branding, stop }: Frame): string {
  const { colors, frame } = branding;
  const styles = stylesIn(colors);
  const pieces = content.pieces.map((piece, index) => (
    <Piece key={index} piece={piece} linkBelow={t('mail.link_below')} styles={styles} />
  ));
  // Beside what a site draws itself, and inside the frame: whoever writes the e-mail cannot leave it out.
  const body = (
    <>
      {content.html ?? pieces}
      {stop === null ? null : (
        <p style={styles.note}>
          <a href={stop.url} target="_blank" rel="noopener" style={styles.factName}>
            {stop.label}
          </a>
        </p>
      )}
    </>
  );
  const standard = (
    <html lang={t.language} dir={directionOf(t.language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{content.subject}</title>
      </head>
      <body style={styles.body}>
        <div style={styles.column}>
          <p style={styles.site}>{siteName}</p>
          <div style={styles.card}>{body}</div>
          <p style={styles.footer}>{content.footer}</p>
        </div>
      </body>
    </html>
  );
  const { subject, footer } = content;
  const drawn =
    frame === null ? standard : frame({ t, subject, site: siteName, footer, body, colors, standard });
  const html = `<!doctype html>${renderToString(drawn)}`;
  if (DOCUMENT.test(html)) return html;
  throw new RecordProblem('The frame of e-mails of the branding', [
    'it must be a whole document, from <html> on',
  ]);
}

const DOCUMENT = /^<!doctype html><html[\s>]/;
