import { Type } from 'typebox';

/** What becomes of the rows of a user who goes. */
export const rowsLeft = Type.Union([Type.Literal('keep'), Type.Literal('remove')], {
  description: 'What becomes of their rows in tables of the site: `remove` where nothing is said.',
});
