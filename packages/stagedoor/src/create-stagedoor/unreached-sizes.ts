import type { Config } from '../config.ts';
import type { Field } from '../resource/field.ts';
import type { FeatureCore } from './feature.ts';
import { resourceProblems } from './resource-problems.ts';

type Limits = Pick<Config, 'uploadLimitBytes' | 'bodyLimitBytes'>;

/** Fields that say they take more than a request may bring. */
export function unreachedSizes(limits: Limits, features: readonly FeatureCore[] = []): readonly string[] {
  // What is declared wrongly is told of by itself.
  const sound = features.filter((one) => resourceProblems(one).length === 0);
  return sound.flatMap(({ name: feature, resources = [] }) =>
    resources.flatMap((resource) =>
      Object.entries(resource.fields).flatMap(([name, field]) =>
        tooMuch(field, limits).map(
          ([part, size, setting, limit]) =>
            `${part} of ${feature}.${resource.name}.${name} is ${size}, and ${setting} lets ${limit} through.`,
        ),
      ),
    ),
  );
}

type TooMuch = readonly [part: string, size: number, setting: string, limit: number];

/** A character is a byte at least. */
function tooMuch(field: Field, { uploadLimitBytes, bodyLimitBytes }: Limits): readonly TooMuch[] {
  switch (field.type) {
    case 'file':
    case 'image':
      return beyond('maxBytes', field.maxBytes, 'UPLOAD_LIMIT_BYTES', uploadLimitBytes);
    case 'text':
    case 'long-text':
    case 'markdown':
    case 'url':
      return beyond('max', field.max, 'BODY_LIMIT_BYTES', bodyLimitBytes);
    default:
      return [];
  }
}

function beyond(part: string, size: number | undefined, setting: string, limit: number): readonly TooMuch[] {
  return size !== undefined && size > limit ? [[part, size, setting, limit]] : [];
}
