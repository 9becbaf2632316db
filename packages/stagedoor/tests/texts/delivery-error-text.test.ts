import { expect, test } from 'vitest';
import { deliveryErrorText } from '../../src/texts/delivery-error-text.ts';
import { translatorFor } from '../../src/texts/translator.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['answered 503', 'answered 503', 'respondió 503'],
  ['no-answer 0.2', 'no answer within 0.2 s', 'sin respuesta en 0.2 s'],
  ['too-many 10000', 'more than 10000 of this type wait', 'esperan más de 10000 de este tipo'],
  ['disabled', 'the endpoint was disabled', 'el destino se desactivó'],
  ['unreached ENOTFOUND', 'no such host (ENOTFOUND)', 'ese host no existe (ENOTFOUND)'],
  ['unreached HPE_INVALID', 'HPE_INVALID', 'HPE_INVALID'],
];

test.each(cases)('says %s in both languages', (error, english, spanish) => {
  expect(deliveryErrorText(translatorFor('en'), error)).toBe(english);
  expect(deliveryErrorText(translatorFor('es'), error)).toBe(spanish);
});

test.each([
  'no answer within 15 s',
  'the host does not answer (ETIMEDOUT)',
  'the CRYPTOGRAPHY_KEY that sealed it is gone',
  'error',
  '',
])('shows a sentence of a row of before as it is: %s', (error) => {
  expect(deliveryErrorText(translatorFor('es'), error)).toBe(error);
});
