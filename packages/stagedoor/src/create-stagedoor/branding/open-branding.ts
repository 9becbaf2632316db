import type { Config } from '../../config/complete-config.ts';
import type { Brand } from '../../ui/page-context.ts';
import { paletteCss } from '../../ui/palette.ts';
import { type BrandFile, brandFile } from './brand-file.ts';
import type { BrandingCore } from './branding.ts';
import { openMark } from './open-mark.ts';
import { openPalettes, type Palettes } from './open-palettes.ts';

/** A site's looks, read and judged once. */
export interface OpenedBranding {
  readonly brand: Brand;
  /** What the pages load of it. */
  readonly files: readonly BrandFile[];
  /** Null where the colours are ours. */
  readonly palettes: Palettes | null;
  /** The record itself, with the pages that the interfaces look for. */
  readonly record: BrandingCore;
}

/** @throws RecordProblem with a sentence for everything that cannot be used */
export function openBranding(
  record: BrandingCore,
  { markFile, primaryColor }: Pick<Config, 'markFile' | 'primaryColor'>,
): OpenedBranding {
  const palettes = openPalettes(record, primaryColor);
  const stylesheet = palettes === null ? null : styleFile(palettes);
  const picture = record.mark ?? markFile;
  const mark = picture === null ? null : markFileOf(picture);
  return {
    brand: {
      stylesheet: stylesheet?.path ?? null,
      mark: mark === null ? null : { href: mark.path, type: mark.type },
      footerLinks: record.footerLinks ?? [],
      parts: record.parts ?? {},
    },
    files: [stylesheet, mark].filter((file) => file !== null),
    palettes,
    record,
  };
}

function styleFile(palettes: Palettes): BrandFile {
  const body = Buffer.from(paletteCss(palettes));
  return brandFile({ name: 'brand', extension: 'css' }, { type: 'text/css; charset=utf-8', body });
}

function markFileOf(picture: string | URL): BrandFile {
  const { extension, ...file } = openMark(picture);
  return brandFile({ name: 'mark', extension }, file);
}
