import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mailColorsOf } from '../../src/mail/mail-branding.ts';
import { standardPalette } from '../../src/ui/palette.ts';
import { contrast, hexOf, type Oklch, parseOklch } from './colour.ts';

const css = readFileSync(fileURLToPath(new URL('../../src/ui/theme.css', import.meta.url)), 'utf8');

function themeOf(name: string): (token: string) => Oklch {
  const block = css.split('@plugin "daisyui/theme"').find((part) => part.includes(`name: "${name}"`)) ?? '';
  return (token) => {
    const value = new RegExp(`--${token}: (oklch\\([^)]*\\));`).exec(block)?.[1];
    if (value === undefined) throw new Error(`${name} has no --${token}`);
    return parseOklch(value);
  };
}

/** Every text colour with every ground that it stands on. */
const textPairs: readonly (readonly [string, readonly string[]])[] = [
  ['color-base-content', ['color-base-100', 'color-base-200', 'color-base-300']],
  ['muted', ['color-base-100', 'color-base-200', 'color-base-300']],
  ['link', ['color-base-100', 'color-base-200', 'color-base-300']],
  ['color-error', ['color-base-100', 'color-base-200']],
  ['color-success', ['color-base-100', 'color-base-200']],
  ['color-info', ['color-base-100', 'color-base-200']],
  ['color-warning', ['color-base-100', 'color-base-200']],
  ['color-primary-content', ['color-primary']],
  ['color-secondary-content', ['color-secondary']],
  ['color-accent-content', ['color-accent']],
  ['color-neutral-content', ['color-neutral']],
  ['color-error-content', ['color-error']],
  ['color-success-content', ['color-success']],
  ['color-info-content', ['color-info']],
  ['color-warning-content', ['color-warning']],
];

/** What is not text but must be seen (WCAG 1.4.11): the edge of a field, the ring of the focus. */
const shapePairs: readonly (readonly [string, readonly string[]])[] = [
  ['field-line', ['color-base-100', 'color-base-200']],
  ['focus', ['color-base-100', 'color-base-200']],
];

const each = (pairs: typeof textPairs) =>
  pairs.flatMap(([front, grounds]) => grounds.map((ground) => [front, ground] as const));

describe.each(['stagedoor-light', 'stagedoor-dark'])('%s', (name) => {
  const token = themeOf(name);

  it.each(each(textPairs))('shows %s on %s at 4.5 : 1 or better', (front, ground) => {
    expect(contrast(token(front), token(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(each(shapePairs))('shows %s on %s at 3 : 1 or better', (front, ground) => {
    expect(contrast(token(front), token(ground))).toBeGreaterThanOrEqual(3);
  });
});

describe('letters', () => {
  const token = themeOf('stagedoor-light');

  it.each([
    ['background', 'color-base-200'],
    ['surface', 'color-base-100'],
    ['border', 'color-base-300'],
    ['text', 'color-base-content'],
    ['mutedText', 'muted'],
    ['primary', 'color-primary'],
    ['primaryText', 'color-primary-content'],
  ] as const)('use the light theme: %s is %s', (colour, name) => {
    expect(mailColorsOf(standardPalette('light'))[colour]).toBe(hexOf(token(name)));
  });
});
