/** What a list has again after it has it: of three alike two. */
export function repeated<Name extends string>(names: readonly Name[]): readonly Name[] {
  return names.filter((name, place) => names.indexOf(name) !== place);
}
