import { Type } from 'typebox';
import { fieldRefusal } from '../../../core/kernel/errors.ts';
import { textField } from '../../../http/request/input-reader.ts';

/** The second field of a form that asks twice (djoser's `*_RETYPE`); forms that ask once do not send it. */
export const again = Type.Optional(textField({ description: 'The same again, where the form asks for it.' }));

/** @throws AccountsError `invalid-input`, at no field, where both were sent and differ */
export function refuseDifferent(sent: string, repeated: string | undefined, code: string): void {
  if (repeated !== undefined && repeated !== sent) throw fieldRefusal('non_field_errors', code);
}
