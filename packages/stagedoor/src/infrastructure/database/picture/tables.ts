import type { Moment } from '../tables.ts';

export interface PictureTables {
  stagedoor_picture: { user_id: number; file: string; added_at: Moment };
}
