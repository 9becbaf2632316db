import { RecordProblem } from '../../core/kernel/record-shape.ts';
import { type Color, parseColor } from '../../ui/color.ts';
import { contrastProblems, onDark, type Palette, paletteOf, type ThemeName } from '../../ui/palette.ts';
import type { BrandingCore, ThemeColors } from './branding.ts';

export type Palettes = Readonly<Record<ThemeName, Palette>>;

/**
 * The themes in the site's colours, or null where it has none. PRIMARY_COLOR is the primary one of both, where a theme names no
 * other.
 *
 * @throws RecordProblem naming each pair of colours that could not be read
 */
export function openPalettes({ colors = {} }: BrandingCore, primaryColor: string | null): Palettes | null {
  if (Object.keys(colors).length === 0 && primaryColor === null) return null;
  const primary = primaryColor === null ? null : parseColor(primaryColor);
  const light = paletteOf('light', { ...(primary ? { primary } : {}), ...colorsIn(colors.light) });
  const dark = paletteOf('dark', {
    ...(primary ? { primary: onDark(primary) } : {}),
    ...colorsIn(colors.dark),
  });
  const problems = [...contrastProblems('light', light), ...contrastProblems('dark', dark)];
  if (problems.length > 0) throw new RecordProblem('The colours of the branding', problems);
  return { light, dark };
}

/** What each says was read before, when the record was checked. */
function colorsIn(given: ThemeColors = {}): Partial<Palette> {
  const read = Object.entries(given).map(([name, text]): [string, Color | null] => [name, parseColor(text)]);
  return Object.fromEntries(read.filter(([, color]) => color !== null));
}
