/** A colour in OKLCH (CSS Color 4): lightness 0 to 1, chroma from 0, hue in degrees. */
export interface Color {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

type Rgb = readonly [number, number, number];

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
const OKLCH = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)$/i;

/** Reads `#0b7261`, `#076` or `oklch(0.5 0.1 170)`; null for anything else. */
export function parseColor(text: string): Color | null {
  if (HEX.test(text)) return fromLinear(rgbOf(text));
  const [, lightness, percent, chroma, hue] = OKLCH.exec(text) ?? [];
  if (lightness === undefined) return null;
  const color = {
    lightness: Number(lightness) / (percent === '%' ? 100 : 1),
    chroma: Number(chroma),
    hue: Number(hue),
  };
  return color.lightness <= 1 && color.chroma <= 0.5 && color.hue <= 360 ? color : null;
}

/** As style sheets say it. */
export function colorText({ lightness, chroma, hue }: Color): string {
  const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
  return `oklch(${rounded(lightness)} ${rounded(chroma)} ${rounded(hue)})`;
}

/** `#rrggbb`, for mail programs, which know nothing else; what sRGB cannot show is clipped. */
export function hexOf(color: Color): string {
  const encode = (value: number): number =>
    value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  const bytes = toLinear(color).map((value) => Math.round(encode(value) * 255));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The contrast of two colours by WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Color, other: Color): number {
  const [darker = 0, lighter = 0] = [luminance(toLinear(one)), luminance(toLinear(other))].sort(
    (x, y) => x - y,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

const luminance = ([red, green, blue]: Rgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

function rgbOf(hex: string): Rgb {
  const digits =
    hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g);
  const decode = (value: number): number =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const [red = 0, green = 0, blue = 0] = (digits ?? []).map((byte) =>
    decode(Number.parseInt(byte, 16) / 255),
  );
  return [red, green, blue];
}

// The matrices of CSS Color 4, from linear sRGB to OKLab and back.
function fromLinear([red, green, blue]: Rgb): Color {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, b),
    hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360,
  };
}

function toLinear({ lightness, chroma, hue }: Color): Rgb {
  const radians = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(radians);
  const b = chroma * Math.sin(radians);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
