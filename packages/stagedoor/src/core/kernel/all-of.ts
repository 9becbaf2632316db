/** All members of a union at once: `{ a } | { b }` as `{ a } & { b }`. */
export type AllOf<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
