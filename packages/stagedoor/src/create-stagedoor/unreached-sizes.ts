import type { Config } from '../config.ts';
import { fileFields } from '../resource/file-fields.ts';
import type { FeatureCore } from './feature.ts';
import { resourceProblems } from './resource-problems.ts';

/** Fields of files that say they take more than a request may bring. */
export function unreachedSizes(
  { uploadLimitBytes }: Pick<Config, 'uploadLimitBytes'>,
  features: readonly FeatureCore[] = [],
): readonly string[] {
  // What is declared wrongly is told of by itself.
  const sound = features.filter((one) => resourceProblems(one).length === 0);
  return sound.flatMap(({ name: feature, resources = [] }) =>
    resources.flatMap((resource) =>
      fileFields(resource.fields).flatMap(([name, { maxBytes = 0 }]) =>
        maxBytes > uploadLimitBytes
          ? [
              `maxBytes of ${feature}.${resource.name}.${name} is ${maxBytes}, and UPLOAD_LIMIT_BYTES lets ${uploadLimitBytes} through.`,
            ]
          : [],
      ),
    ),
  );
}
