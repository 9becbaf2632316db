import type { Dependencies } from './dependencies.ts';
import { accountFeatures } from './features.ts';
import type { AllOf } from './kernel/all-of.ts';
import { requireStorable } from './kernel/storable-input.ts';

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
      groups[group] = { ...groups[group], ...bindAll(deps, [group, useCases]) };
  }
  return groups as UseCases;
}

/** Those that sites call in their own code with what people sent. The others read their words themselves, for each answers as for any wrong one. */
const aboutAccess: ReadonlySet<string> = new Set([
  ...['permission', 'group', 'role', 'organization', 'team', 'objectPermission', 'policy'],
]);

function bindAll(deps: Dependencies, [group, useCases]: readonly [string, object]): Record<string, unknown> {
  const bound = Object.entries(useCases).map(([name, useCase]) => {
    // One signature for all of them: each takes the ports and at most one input.
    const run = useCase as (ports: Dependencies, input: unknown) => unknown;
    if (!aboutAccess.has(group)) return [name, (input: unknown) => run(deps, input)] as const;
    // What answers at once reads nothing.
    const isRead = run.constructor.name === 'AsyncFunction';
    const checked = async (input: unknown) => {
      requireStorable(input);
      return await run(deps, input);
    };
    return [name, isRead ? checked : (input: unknown) => run(deps, input)] as const;
  });
  return Object.fromEntries(bound);
}
