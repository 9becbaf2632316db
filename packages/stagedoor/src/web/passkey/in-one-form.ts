import { AccountsError } from '../../core/kernel/errors.ts';

/** What is wrong with what a browser answered is wrong with the whole form: nobody typed it. */
export async function inOneForm<Done>(act: () => Promise<Done>): Promise<Done> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AccountsError) || error.refusal.code !== 'invalid-input') throw error;
    const { ceremony = [], credential = [], non_field_errors = [], ...fields } = error.refusal.fields;
    const whole = [...non_field_errors, ...ceremony, ...credential];
    throw new AccountsError({
      code: 'invalid-input',
      fields: whole.length === 0 ? fields : { ...fields, non_field_errors: whole },
    });
  }
}
