import { describe, expect, test } from 'vitest';
import { AccountsError, fieldRefusal } from '../../../src/core/kernel/errors.ts';
import { PASSWORD } from '../../support/core.ts';

describe('the message of a refusal', () => {
  test('is a sentence for whoever reads the log, and the code stays beside it', () => {
    const error = new AccountsError({ code: 'throttled', retryAfterSeconds: 7 });
    expect(error.message).toBe('There were too many attempts. Try again in 7 seconds.');
    expect(error.refusal).toEqual({ code: 'throttled', retryAfterSeconds: 7 });
    expect(String(new AccountsError({ code: 'invalid-credentials' }))).toMatch(/^AccountsError: [A-Z].+\.$/);
  });

  test('names fields and codes, and nothing that was given', () => {
    const error = fieldRefusal('password', 'password_context_word', { word: PASSWORD });
    expect(error.message).toBe('The input is not valid: password (password_context_word).');
    const quoting = fieldRefusal('password', `"${PASSWORD}" is not allowed here.`);
    expect(quoting.message).toBe('The input is not valid: password (refused).');
  });
});
