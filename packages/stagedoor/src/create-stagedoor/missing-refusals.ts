import type { FeatureCore } from './feature.ts';

/** Which of these refusals of policies no feature has words for, or has at another status than 403, in halves of sentences. */
export function missingRefusals(
  codes: readonly string[],
  features: readonly Pick<FeatureCore, 'name' | 'refusals'>[],
): readonly string[] {
  return codes.flatMap((code) => {
    const [app, name] = code.split('.');
    const refusals = features.find((one) => one.name === app)?.refusals ?? [];
    return refusals.some((own) => own.name === name && own.status === 403)
      ? []
      : [`refuses with ${code}, which is missing in refusals of ${app}, or not a 403 there`];
  });
}
