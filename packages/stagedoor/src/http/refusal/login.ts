import type { Translator } from '../../texts/translator.ts';
import { challenge, detail, type ProblemOf, type RefusalRows, saying } from './refusal-row.ts';

export const loginRefusals: RefusalRows<
  'invalid-credentials' | 'flow-ended' | 'stage-required' | 'stage-not-pending'
> = {
  'invalid-credentials': { ...saying(401, 'invalid-credentials'), headers: challenge },
  'flow-ended': { ...saying(401, 'flow-ended'), headers: challenge },
  'stage-required': {
    status: 403,
    // The stage tells a client what to ask for, the flow where to go on.
    body: ({ code, stage, flow }, translate) => ({
      ...detail(stageText(stage, translate)),
      code,
      stage,
      ...(flow === undefined ? {} : { flow }),
    }),
  },
  'stage-not-pending': saying(409, 'stage-not-pending'),
};

/** What must be done first, in words; a stage of a feature brings its own. */
function stageText(stage: ProblemOf<'stage-required'>['stage'], translate: Translator): string {
  const key = `stage.${stage}`;
  return translate(translate.knows(key) ? key : 'stage-required');
}
