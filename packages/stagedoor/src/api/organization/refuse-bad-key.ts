import { json } from '../../http/answer/answer.ts';
import { fieldTexts } from '../../http/refusal/field.ts';
import type { ApiRoute } from '../api-route.ts';

/** A key that is used, over or never was is a problem of its field. */
export const refuseBadKey: NonNullable<ApiRoute['refuse']> = (problem, { translate }) =>
  problem.code === 'invalid-link'
    ? json(fieldTexts({ key: [{ code: 'invalid-link' }] }, translate), 400)
    : undefined;
