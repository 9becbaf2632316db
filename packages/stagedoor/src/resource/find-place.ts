import { PlainError } from '../core/kernel/plain-error.ts';
import type { Field } from './field.ts';
import { fieldNamed } from './field-named.ts';
import { type Resource, type ResourcePlace, splitPath } from './resource.ts';

/** What a resource is called in a whole site. */
export function nameOf({ feature, resource }: ResourcePlace): string {
  return `${feature}.${resource.name}`;
}

/** Where the very declaration that is given stands. @throws PlainError where no feature has it */
export function placeOf<Place extends ResourcePlace>(places: readonly Place[], resource: Resource): Place {
  const place = places.find((one) => one.resource === resource);
  if (place !== undefined) return place;
  throw new PlainError(`No feature of this site declares the resource ${resource.name}.`);
}

/** Finds what references of a feature mean: `feature.name`, or the name of a resource beside theirs. */
export function placeFinder(places: readonly ResourcePlace[], { feature }: Pick<ResourcePlace, 'feature'>) {
  return (to: string): ResourcePlace | undefined => {
    const name = to.includes('.') ? to : `${feature}.${to}`;
    return places.find((place) => nameOf(place) === name);
  };
}

/** A field of a resource, or of one that references lead to from it; undefined where there is none. */
export function fieldAt(
  places: readonly ResourcePlace[],
  place: ResourcePlace,
  name: string,
): Field | undefined {
  const { references, field } = splitPath(name);
  let at: ResourcePlace | undefined = place;
  for (const reference of references) {
    const leading: Field | undefined =
      at === undefined ? undefined : fieldNamed(at.resource.fields, reference);
    at = leading?.type === 'reference' && at !== undefined ? placeFinder(places, at)(leading.to) : undefined;
  }
  return at === undefined ? undefined : fieldNamed(at.resource.fields, field);
}
