import type { Fields } from '../resource/field.ts';
import type { Resource } from '../resource/resource.ts';

/**
 * Fields whose keys are of no resource, of one or of several, in halves of sentences: those of rows, and those that actions take and answer.
 * Nobody could say who may see what such a key leads to.
 */
export function lostReferences(resource: Resource, isLost: (to: string) => boolean): readonly string[] {
  return keyFieldsOf(resource).flatMap(([within, to]) =>
    isLost(to) ? [`${within} refers to ${to}, which is no resource of this ${scopeOf(to)}`] : [],
  );
}

/** What is called by its feature may be of any; what is not, is beside this. */
export function isOfSite(to: string): boolean {
  return to.includes('.');
}

function scopeOf(to: string): string {
  return isOfSite(to) ? 'site' : 'feature';
}

type KeyField = readonly [within: string, to: string];

function keyFieldsOf({ name, fields, actions = {} }: Resource): readonly KeyField[] {
  const ofActions = Object.entries(actions).flatMap(([action, { input = {}, answer = {} }]) =>
    [input, ...(answer === 'row' ? [] : [answer])].flatMap((some) =>
      keysAmong(`${name}.actions.${action}`, some),
    ),
  );
  return [...keysAmong(name, fields), ...ofActions];
}

function keysAmong(within: string, fields: Fields): readonly KeyField[] {
  return Object.entries(fields).flatMap(([field, one]): readonly KeyField[] =>
    one.type === 'reference' || one.type === 'references' ? [[`${within}.${field}`, one.to]] : [],
  );
}
