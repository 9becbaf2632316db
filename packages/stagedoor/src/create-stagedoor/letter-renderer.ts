import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { RenderLetter } from '../infrastructure/jobs/create-job-handlers.ts';
import type { LetterSite } from '../mail/letter-writer.ts';
import { renderFeatureLetter } from '../mail/render-feature-letter.ts';
import { renderLetter } from '../mail/render-letter.ts';
import type { Languages } from '../texts/languages.ts';
import type { FeatureCore } from './feature.ts';
import { fullName } from './full-name.ts';

/** Puts letters into words: ours, and those of the site's features, each in the language of whoever reads it. */
export function letterRenderer(
  features: readonly FeatureCore[],
  house: { readonly site: LetterSite; readonly languages: Languages },
): RenderLetter {
  const { site, languages } = house;
  const writers = new Map(
    features.flatMap(({ name, letters = [] }) =>
      letters.map((letter) => [fullName(name, letter.name), letter.write] as const),
    ),
  );
  return (letter, { language, timeZone }) => {
    const reader = { t: languages.translatorFor(language), timeZone };
    if (letter.letter !== 'feature') return renderLetter(letter, site, reader);
    const write = writers.get(letter.name);
    // Tried again, and then parked: a process that has the feature may come.
    if (write === undefined) throw new RecordProblem(`The letter ${letter.name}`, ['nobody writes it']);
    return renderFeatureLetter({ ...letter, write }, site, reader);
  };
}
