import { type RefusalRows, saying } from './refusal-row.ts';

/** Of rows that somebody else has changed, or needs, and of lists that do not go so far. */
export const resourceRefusals: RefusalRows<
  'changed-meanwhile' | 'version-required' | 'still-referred-to' | 'invalid-page' | 'invalid-cursor'
> = {
  'changed-meanwhile': saying(412, 'changed-meanwhile'),
  'version-required': saying(428, 'version-required'),
  'still-referred-to': saying(409, 'still-referred-to'),
  'invalid-page': saying(404, 'invalid-page'),
  'invalid-cursor': saying(404, 'invalid-cursor'),
};
