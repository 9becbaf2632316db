import { type RefusalRows, saying } from './refusal-row.ts';

/** Of rows that somebody else has changed, or needs. */
export const resourceRefusals: RefusalRows<'changed-meanwhile' | 'version-required' | 'still-referred-to'> = {
  'changed-meanwhile': saying(412, 'changed-meanwhile'),
  'version-required': saying(428, 'version-required'),
  'still-referred-to': saying(409, 'still-referred-to'),
};
