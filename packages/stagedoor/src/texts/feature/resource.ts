import { inBothLanguages } from '../both-languages.ts';

/** What whoever changes a row is told, and whoever asks for a page; REST framework’s words where it has some. */
export const resourceTexts = inBothLanguages({
  en: {
    'changed-meanwhile': 'Somebody else has changed this since you read it.',
    'version-required': 'Say which version you read, with If-Match.',
    'still-referred-to': 'This is still needed by something else, and cannot be deleted.',
    'invalid-page': 'Invalid page.',
    'invalid-cursor': 'Invalid cursor',
  },
  es: {
    'changed-meanwhile': 'Otra persona lo ha cambiado desde que lo leíste.',
    'version-required': 'Indica con If-Match qué versión leíste.',
    'still-referred-to': 'Algo lo necesita todavía y no se puede borrar.',
    'invalid-page': 'Página no válida.',
    'invalid-cursor': 'Cursor no válido',
  },
});
