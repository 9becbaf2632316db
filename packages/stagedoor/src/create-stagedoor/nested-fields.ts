import type { Dependencies } from '../core/dependencies.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { Fields } from '../resource/field.ts';
import type { NestedFields } from '../resource/largest-row.ts';
import type { ResourcePlace } from '../resource/resource.ts';
import { isNested } from '../resource/shown-rows.ts';
import { userFormFields } from '../resource/user/user-form.ts';

/** @throws RecordProblem for a name that no field of theirs has, or one that is never shown */
export function nestedFields(
  { feature, resource }: ResourcePlace,
  placeOf: (to: string) => ResourcePlace | undefined,
  settings: Pick<Dependencies['settings'], 'extraFields' | 'picturesAt'>,
): NestedFields {
  const nested = Object.entries(resource.fields).flatMap(([name, field]): readonly [string, Fields][] => {
    if (!isNested(field)) return [];
    const known = field.to === 'user' ? userFormFields(settings) : (placeOf(field.to)?.resource.fields ?? {});
    const shown = Object.entries(known).filter(([, one]) => one.writeOnly !== true);
    const unknown = field.nested.filter((one) => one !== 'id' && !shown.some(([other]) => other === one));
    if (unknown.length > 0)
      throw new RecordProblem(`The feature ${feature}`, [
        `${resource.name}.${name}.nested names ${unknown.join(', ')}, which ${field.to} does not show`,
      ]);
    return [[name, Object.fromEntries(shown.filter(([one]) => field.nested.includes(one)))]];
  });
  return new Map(nested);
}
