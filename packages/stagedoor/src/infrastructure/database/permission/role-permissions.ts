import type { JsonValue } from '../../../core/kernel/json-value.ts';

/** What a role holds, as its column has it: `{"blog.publish_post": true}`. Rows of before may have a list; whatever is not true is not held. */
export function rolePermissionsIn(stored: string): readonly string[] {
  // A column of JSON: whatever shape whoever wrote it gave it.
  const permissions = JSON.parse(stored) as JsonValue;
  if (typeof permissions !== 'object' || permissions === null) return [];
  const names = isList(permissions)
    ? permissions.filter((name) => typeof name === 'string')
    : Object.entries(permissions).flatMap(([name, isHeld]) => (isHeld === true ? name : []));
  return [...new Set(names)].toSorted();
}

export function rolePermissionsColumn(permissions: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(permissions.toSorted().map((name) => [name, true])));
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
