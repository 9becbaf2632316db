import type { Dependencies } from './dependencies.ts';
import { accountFeatures } from './features.ts';
import type { AllOf } from './kernel/all-of.ts';

type Bound<UseCase> = UseCase extends (deps: infer _Deps, ...input: infer Input) => infer Answer
  ? (...input: Input) => Answer
  : never;

/** Features that share a group of callers bring their use cases together. */
type Groups = AllOf<Extract<(typeof accountFeatures)[number], { readonly useCases: object }>['useCases']>;

/** Every use case under its group, asking only for its input. */
export type UseCases = {
  readonly [Group in keyof Groups]: {
    readonly [Name in keyof Groups[Group]]: Bound<Groups[Group][Name]>;
  };
};

/** Gives every use case its ports, once, at start. */
export function bindUseCases(deps: Dependencies): UseCases {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const feature of accountFeatures) {
    if (!('useCases' in feature)) continue;
    for (const [group, useCases] of Object.entries(feature.useCases))
      groups[group] = { ...groups[group], ...bindAll(deps, useCases) };
  }
  return groups as UseCases;
}

function bindAll(deps: Dependencies, useCases: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const bound = Object.entries(useCases).map(([name, useCase]) => {
    // One signature for all of them: each takes the ports and at most one input.
    const run = useCase as (ports: Dependencies, input: unknown) => unknown;
    return [name, (input: unknown) => run(deps, input)] as const;
  });
  return Object.fromEntries(bound);
}
