import type { Stores } from '../../core/dependencies.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { Access, MemoryState } from './memory-state.ts';

/** How stores of core's are made, by their names. */
export type MemoryMakers = {
  readonly [Name in keyof Stores]?: (access: Access, extraFields: ExtraFields) => Stores[Name];
};

/** What a feature of accounts keeps in memory: its folder's record, listed in `features.ts`. */
export interface MemoryFeature {
  /** As its folder is called here and in core. */
  readonly name: string;
  /** What it adds to `MemoryState`: each an empty map at first. */
  readonly rows?: readonly (keyof MemoryState)[];
  readonly stores?: MemoryMakers;
}
