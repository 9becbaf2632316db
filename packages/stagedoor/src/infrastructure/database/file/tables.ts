import type { Moment } from '../tables.ts';

export interface FileTables {
  stagedoor_file: { file: string; owner: string; added_at: Moment };
}
