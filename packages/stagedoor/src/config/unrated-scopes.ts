import type { Config } from './complete-config.ts';

/** What a feature says of limits. */
export interface Throttling {
  readonly name: string;
  readonly resources?: readonly { readonly name: string; readonly throttle?: string }[];
}

/** Resources under a rate that nobody said: nothing would limit them, and nobody be told. REST framework refuses it too. */
export function unratedScopes(
  features: readonly Throttling[],
  { throttleScopes }: Pick<Config, 'throttleScopes'>,
): readonly string[] {
  const rated = new Set(throttleScopes.map(({ scope }) => scope));
  return features.flatMap(({ name: feature, resources = [] }) =>
    resources.flatMap(({ name, throttle }) =>
      throttle === undefined || rated.has(throttle)
        ? []
        : [unrated(throttle, `the resource ${name} of ${feature} names`)],
    ),
  );
}

/** The sentence of it. `by` says what is under the scope, `the resource book of shop names`. */
export function unrated(scope: string, by: string): string {
  return `THROTTLE_SCOPES has no rate for ${scope}, which ${by}: nothing would limit it. Add one, such as ${scope}=100/min, or leave its throttle out.`;
}
