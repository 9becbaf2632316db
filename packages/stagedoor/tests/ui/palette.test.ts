import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { colorText, contrastOf, hexOf, parseColor } from '../../src/ui/color.ts';
import {
  colorNames,
  contrastProblems,
  onDark,
  paletteCss,
  paletteOf,
  standardPalette,
} from '../../src/ui/palette.ts';
import { contrast, parseOklch } from './colour.ts';

const css = readFileSync(fileURLToPath(new URL('../../src/ui/theme.css', import.meta.url)), 'utf8');

describe.each(['light', 'dark'] as const)('the %s palette of ours', (theme) => {
  const block =
    css.split('@plugin "daisyui/theme"').find((part) => part.includes(`"stagedoor-${theme}"`)) ?? '';

  it('is what the style sheet has, in every colour that a site may change', () => {
    const declared = paletteCss({ light: standardPalette(theme), dark: standardPalette(theme) });
    const [, inside = ''] = /^:root\{(.*)\}$/m.exec(declared) ?? [];
    const properties = inside.split(';');
    expect(properties.length).toBeGreaterThanOrEqual(colorNames.length);
    for (const property of properties) expect(block).toContain(`${property.replace(':', ': ')};`);
  });

  it('can be read', () => {
    expect(contrastProblems(theme, standardPalette(theme))).toEqual([]);
    expect(paletteOf(theme, {})).toEqual(standardPalette(theme));
  });

  it('takes any primary colour, and derives from it what can be read', () => {
    for (let red = 0; red < 256; red += 51) {
      for (let green = 0; green < 256; green += 51) {
        for (let blue = 0; blue < 256; blue += 51) {
          const hex = `#${[red, green, blue].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
          const given = parseColor(hex);
          if (given === null) throw new Error(hex);
          const primary = theme === 'dark' ? onDark(given) : given;
          expect([hex, contrastProblems(theme, paletteOf(theme, { primary }))]).toEqual([hex, []]);
        }
      }
    }
  });
});

describe('a colour', () => {
  it.each([
    ['#0b7261', '#0b7261'],
    ['#fff', '#ffffff'],
    ['#000000', '#000000'],
    ['#FfD400', '#ffd400'],
    ['oklch(0.78 0.13 78)', '#e5ac4c'],
    ['oklch(78% 0.13 78deg)', '#e5ac4c'],
  ])('%s is %s', (text, hex) => {
    const color = parseColor(text);
    expect(color && hexOf(color)).toBe(hex);
    expect(color && parseColor(colorText(color)) && hexOf(parseColor(colorText(color)) ?? color)).toBe(hex);
  });

  it.each([
    '',
    'red',
    '#12345',
    'rgb(0 0 0)',
    'oklch(2 0.1 1)',
    'oklch(0.5 0.9 1)',
    'oklch(0.5 0.1 400)',
    '#fff;}body{display:none',
    'oklch(0.5 0.1 1);color:red',
  ])('is not %j', (text) => {
    expect(parseColor(text)).toBeNull();
  });

  it('stands against another as WCAG says', () => {
    const [black, white] = [parseColor('#000'), parseColor('#fff')];
    if (!black || !white) throw new Error('colours');
    expect(contrastOf(black, white)).toBeCloseTo(21, 1);
    expect(contrastOf(white, white)).toBe(1);
    const [one, other] = ['oklch(0.47 0.11 55)', 'oklch(0.92 0.008 85)'];
    expect(contrastOf(parseColor(one) ?? black, parseColor(other) ?? white)).toBeCloseTo(
      contrast(parseOklch(one), parseOklch(other)),
      6,
    );
  });
});
