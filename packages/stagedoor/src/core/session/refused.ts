/** Why a credential logs nobody in, where whoever sent it is told. */
export interface Refused<Kind extends string = string, Fault extends string = string> {
  /** What kind of credential it is. */
  readonly refused: Kind;
  readonly fault: Fault;
}

export function isRefused<Found extends object>(found: Found | null): found is Extract<Found, Refused> {
  return found !== null && 'refused' in found;
}
