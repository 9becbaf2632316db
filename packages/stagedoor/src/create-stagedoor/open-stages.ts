import type { Stores } from '../core/dependencies.ts';
import type { LanguageTag } from '../core/kernel/language-tag.ts';
import {
  anyFunction,
  isRecord,
  problemsOf,
  RecordProblem,
  required,
  wordOf,
} from '../core/kernel/record-shape.ts';
import type { StageTime } from '../core/kernel/stage.ts';
import type { Stage } from '../core/session/stage.ts';
import type { Words } from '../texts/translator.ts';
import type { FeatureCore } from './feature.ts';
import type { FeatureStage } from './feature-stage.ts';
import { fullName, shortOwnName } from './full-name.ts';
import { inTime } from './hook-limit.ts';
import { ownStoresOf } from './own-stores.ts';
import { wordedProblems, wordsUnder } from './worded.ts';

const NAME = shortOwnName('accept-terms');
const stageShape = {
  before: required(wordOf({ entry: true, use: true } satisfies Record<StageTime, true>)),
  appliesTo: required(anyFunction),
};

/** What is wrong with the stages that a feature declares, in halves of sentences. */
export function stageProblems({
  texts,
  stages = [],
}: Pick<FeatureCore, 'name' | 'texts' | 'stages'>): string[] {
  return wordedProblems({ texts }, stages, {
    field: 'stages',
    kind: 'stage',
    mustBe: 'a record with name, before, words and appliesTo',
    isMade: (stage) => isRecord(stage) && NAME.problems(stage.name, '').length === 0,
    furtherProblems: ({ name: _, words: __, ...rest }) => problemsOf(rest, stageShape, 'stages'),
  });
}

/** The words of these stages under the keys that the interfaces look for: `stage.` and the whole name. */
export function stageWordsOf(features: readonly FeatureCore[], language: LanguageTag): Words {
  return wordsUnder('stage', features, { language, listOf: ({ stages = [] }) => stages });
}

/** The stages of a site's features, as core asks them. */
export function stagesOf(features: readonly FeatureCore[]): readonly Stage<Stores>[] {
  return features.flatMap((feature) => (feature.stages ?? []).map((stage) => stageOf(feature, stage)));
}

function stageOf(feature: FeatureCore, stage: FeatureStage<object>): Stage<Stores> {
  const name = fullName(feature.name, stage.name);
  return {
    name,
    before: stage.before,
    async isDue(flow, { policy, stores }) {
      const own = ownStoresOf(feature, stores);
      const isDue: unknown = await inTime(`the stage ${name}`, async () =>
        stage.appliesTo(flow, { policy, stores: own }),
      );
      if (typeof isDue === 'boolean') return isDue;
      // What forgets to answer lets nobody pass.
      throw new RecordProblem(`The stage ${name}`, ['appliesTo must answer true or false']);
    },
  };
}
