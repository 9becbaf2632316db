import type { FieldProblems } from '../../../core/kernel/errors.ts';

/** One answer for a wrong uid and a wrong token: which users there are is nobody's business. */
export const deadLink: FieldProblems = { token: [{ code: 'front_end.token_invalid' }] };
