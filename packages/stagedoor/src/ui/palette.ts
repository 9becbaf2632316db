import { type Color, colorText, contrastOf } from './color.ts';

const oklch = (lightness: number, chroma: number, hue: number): Color => ({ lightness, chroma, hue });

/** What a site may colour, and the properties of the style sheet that it stands for. */
const PROPERTIES = {
  /** The page. */
  background: ['--color-base-200'],
  /** Cards, fields, dialogs. */
  surface: ['--color-base-100'],
  /** Lines between things; also the ground of quiet buttons. */
  border: ['--color-base-300', '--color-secondary'],
  text: ['--color-base-content', '--color-secondary-content'],
  mutedText: ['--muted'],
  /** The main button, and what is chosen. */
  primary: ['--color-primary', '--color-accent'],
  primaryText: ['--color-primary-content', '--color-accent-content'],
  link: ['--link'],
  /** The ring around what the keyboard is at. */
  focus: ['--focus'],
  fieldBorder: ['--field-line'],
  /** The light over the card of a log-in. */
  glow: ['--lamp'],
  error: ['--color-error'],
  success: ['--color-success'],
  info: ['--color-info'],
  warning: ['--color-warning'],
  errorText: ['--color-error-content'],
  successText: ['--color-success-content'],
  infoText: ['--color-info-content'],
  warningText: ['--color-warning-content'],
} as const;

export type ColorName = keyof typeof PROPERTIES;
export const colorNames = Object.keys(PROPERTIES) as readonly ColorName[];

/** Every colour of one theme. */
export type Palette = Readonly<Record<ColorName, Color>>;
export type ThemeName = 'light' | 'dark';

/** Our own, as theme.css has them (a test compares). */
const STANDARD: Readonly<Record<ThemeName, Palette>> = {
  light: {
    background: oklch(0.97, 0.006, 85),
    surface: oklch(0.99, 0.004, 85),
    border: oklch(0.92, 0.008, 85),
    text: oklch(0.24, 0.02, 60),
    mutedText: oklch(0.48, 0.02, 60),
    primary: oklch(0.78, 0.13, 78),
    primaryText: oklch(0.22, 0.03, 60),
    link: oklch(0.47, 0.11, 55),
    focus: oklch(0.58, 0.12, 68),
    fieldBorder: oklch(0.63, 0.02, 70),
    glow: oklch(0.9, 0.07, 82),
    error: oklch(0.48, 0.17, 22),
    success: oklch(0.46, 0.11, 155),
    info: oklch(0.45, 0.09, 245),
    warning: oklch(0.5, 0.11, 70),
    errorText: oklch(0.99, 0.004, 85),
    successText: oklch(0.99, 0.004, 85),
    infoText: oklch(0.99, 0.004, 85),
    warningText: oklch(0.99, 0.004, 85),
  },
  dark: {
    background: oklch(0.19, 0.012, 60),
    surface: oklch(0.23, 0.013, 60),
    border: oklch(0.3, 0.014, 60),
    text: oklch(0.94, 0.01, 85),
    mutedText: oklch(0.74, 0.015, 80),
    primary: oklch(0.82, 0.13, 82),
    primaryText: oklch(0.2, 0.03, 60),
    link: oklch(0.84, 0.11, 82),
    focus: oklch(0.82, 0.13, 82),
    fieldBorder: oklch(0.56, 0.02, 70),
    glow: oklch(0.36, 0.06, 70),
    error: oklch(0.74, 0.14, 22),
    success: oklch(0.8, 0.13, 155),
    info: oklch(0.78, 0.09, 245),
    warning: oklch(0.84, 0.12, 80),
    errorText: oklch(0.19, 0.012, 60),
    successText: oklch(0.19, 0.012, 60),
    infoText: oklch(0.19, 0.012, 60),
    warningText: oklch(0.19, 0.012, 60),
  },
};

export function standardPalette(theme: ThemeName): Palette {
  return STANDARD[theme];
}

const GROUNDS = ['surface', 'background', 'border'] as const;
const CARDS = ['surface', 'background'] as const;
type Pairs = readonly (readonly [ColorName, readonly ColorName[]])[];

/** Every text with what it stands on: 4.5 : 1 (WCAG 2.2, 1.4.3). */
const TEXTS: Pairs = [
  ['text', GROUNDS],
  ['mutedText', GROUNDS],
  ['link', GROUNDS],
  ['error', CARDS],
  ['success', CARDS],
  ['info', CARDS],
  ['warning', CARDS],
  ['primaryText', ['primary']],
  ['errorText', ['error']],
  ['successText', ['success']],
  ['infoText', ['info']],
  ['warningText', ['warning']],
];
/** What is no text and must be seen: 3 : 1 (WCAG 2.2, 1.4.11). */
const SHAPES: Pairs = [
  ['fieldBorder', CARDS],
  ['focus', CARDS],
];
const TEXT_CONTRAST = 4.5;
const SHAPE_CONTRAST = 3;

/** What nobody could read, one sentence for each pair. */
export function contrastProblems(theme: ThemeName, palette: Palette): readonly string[] {
  return [
    ...problemsOf(TEXTS, { least: TEXT_CONTRAST, what: 'text', criterion: '1.4.3' }),
    ...problemsOf(SHAPES, { least: SHAPE_CONTRAST, what: 'a shape', criterion: '1.4.11' }),
  ];

  function problemsOf(pairs: Pairs, rule: { least: number; what: string; criterion: string }): string[] {
    return pairs.flatMap(([front, grounds]) =>
      grounds.flatMap((ground) => {
        const contrast = contrastOf(palette[front], palette[ground]);
        return contrast >= rule.least
          ? []
          : [
              `${theme}.${front} on ${ground} has a contrast of ${cut(contrast)} : 1, and ${rule.what} needs ${rule.least} : 1 (WCAG 2.2, ${rule.criterion})`,
            ];
      }),
    );
  }
}

/** Never rounded up to a figure that would do. */
function cut(contrast: number): string {
  return (Math.floor(contrast * 100) / 100).toFixed(2);
}

/**
 * A theme in a site's colours. What it leaves out is ours, but for what belongs to a colour that it gave: what stands on it is
 * black or white, whichever reads better, and links, ring and glow follow its primary one, as dark or light as they must be.
 */
export function paletteOf(theme: ThemeName, given: Partial<Palette>): Palette {
  const standard = standardPalette(theme);
  const named = { ...standard, ...given };
  const { primary } = given;
  const followed: Partial<Palette> =
    primary === undefined
      ? {}
      : {
          link: readableFrom(primary, { palette: named, grounds: GROUNDS, least: TEXT_CONTRAST }),
          focus: readableFrom(primary, { palette: named, grounds: CARDS, least: SHAPE_CONTRAST }),
          glow: {
            ...standard.glow,
            chroma: Math.min(primary.chroma, standard.glow.chroma),
            hue: primary.hue,
          },
        };
  return { ...standard, ...followed, ...textsOn(given), ...given };
}

const TEXT_ON = {
  primary: 'primaryText',
  error: 'errorText',
  success: 'successText',
  info: 'infoText',
  warning: 'warningText',
} as const satisfies Partial<Record<ColorName, ColorName>>;

function textsOn(given: Partial<Palette>): Partial<Palette> {
  const chosen = Object.entries(TEXT_ON).flatMap(([ground, text]) => {
    const color = given[ground as keyof typeof TEXT_ON];
    return color === undefined ? [] : [[text, textOn(color)]];
  });
  return Object.fromEntries(chosen);
}

const OUR_TEXTS = [oklch(0.99, 0.004, 85), oklch(0.19, 0.012, 60)] as const;
/** One of these is always far enough from any colour. */
const EXTREMES = [oklch(1, 0, 0), oklch(0, 0, 0)] as const;

function textOn(color: Color): Color {
  const better = ([light, dark]: readonly [Color, Color]): Color =>
    contrastOf(light, color) >= contrastOf(dark, color) ? light : dark;
  const ours = better(OUR_TEXTS);
  return contrastOf(ours, color) >= TEXT_CONTRAST ? ours : better(EXTREMES);
}

const STEP = 0.01;

interface Readable {
  readonly palette: Palette;
  readonly grounds: readonly ColorName[];
  readonly least: number;
}

/** The same hue, moved away from the grounds until it can be seen on all of them. */
function readableFrom(color: Color, { palette, grounds, least }: Readable): Color {
  const away = palette.text.lightness < palette.surface.lightness ? -STEP : STEP;
  const isSeen = (one: Color): boolean => grounds.every((name) => contrastOf(one, palette[name]) >= least);
  let moved = color;
  while (!isSeen(moved) && moved.lightness > 0 && moved.lightness < 1) {
    moved = { ...moved, lightness: Math.min(1, Math.max(0, moved.lightness + away)) };
  }
  return moved;
}

/** A colour for light surfaces as it is taken on dark ones: as light as it must be to be seen there. */
export function onDark(color: Color): Color {
  return { ...color, lightness: Math.max(0.74, color.lightness), chroma: Math.min(0.15, color.chroma) };
}

/** Both themes as a style sheet that is loaded after ours. */
export function paletteCss(palettes: Readonly<Record<ThemeName, Palette>>): string {
  const declared = (palette: Palette): string =>
    colorNames
      .flatMap((name) => PROPERTIES[name].map((property) => `${property}:${colorText(palette[name])}`))
      .join(';');
  // As specific as the rules of the themes that they follow.
  return [
    `:root{${declared(palettes.light)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${declared(palettes.dark)}}}`,
    '',
  ].join('\n');
}
