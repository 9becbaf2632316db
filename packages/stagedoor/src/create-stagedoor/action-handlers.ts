import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';
import type { HandledActions } from '../resource/action.ts';
import type { FeatureCore } from './feature.ts';
import type { OpenedResource } from './open-resources.ts';

/**
 * The resources of a feature with what carries out their actions.
 *
 * @throws RecordProblem for an action that nothing carries out, and for a handler of none
 */
export function withHandlers(
  feature: FeatureCore,
  resources: readonly OpenedResource[],
  useCases: object,
): readonly OpenedResource[] {
  const handled = feature.actions?.(useCases) ?? [];
  const problems = problemsOf(handled, resources);
  if (problems.length > 0) throw new RecordProblem(`The feature ${feature.name}`, problems);
  return resources.map((one) => {
    const own = handled.find(({ resource }) => resource === one.resource);
    return own === undefined ? one : { ...one, handlers: own.handlers };
  });
}

function problemsOf(
  handled: readonly HandledActions[],
  resources: readonly OpenedResource[],
): readonly string[] {
  if (!Array.isArray(handled) || !handled.every((one) => isRecord(one) && isRecord(one.handlers)))
    return ['actions must answer a list of handleActions(…), at once and not as a promise'];
  const strange = handled.filter(({ resource }) => resources.every((one) => one.resource !== resource));
  if (strange.length > 0) return ['actions names a resource that the feature does not declare'];
  return resources.flatMap(({ resource: { name, actions = {} }, resource }) => {
    const handlers = handled.find((one) => one.resource === resource)?.handlers ?? {};
    return [
      ...Object.keys(actions)
        .filter((action) => typeof handlers[action] !== 'function')
        .map((action) => `nothing carries out ${action} of ${name}: name it in actions`),
      ...Object.keys(handlers)
        .filter((action) => !Object.hasOwn(actions, action))
        .map((action) => `actions carries out ${action}, which ${name} does not declare`),
    ];
  });
}
