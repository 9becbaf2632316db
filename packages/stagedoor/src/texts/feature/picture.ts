import { inBothLanguages } from '../both-languages.ts';

/** The picture that somebody shows of themselves, in the profile. */
export const pictureTexts = inBothLanguages({
  en: {
    'picture.title': 'Picture',
    'picture.lead': 'It may be shown beside your name on this site.',
    'picture.alt': 'Your picture',
    'picture.file': 'A picture of you',
    'picture.hint':
      'JPEG, PNG, WebP or GIF. Only a square of it is kept, without where and when it was taken.',
    'picture.submit': 'Save this picture',
    'picture.remove': 'Remove my picture',
    'picture.saved': 'Your picture is saved.',
    'picture.removed': 'Your picture is removed.',
  },
  es: {
    'picture.title': 'Foto',
    'picture.lead': 'Puede mostrarse junto a tu nombre en este sitio.',
    'picture.alt': 'Tu foto',
    'picture.file': 'Una foto tuya',
    'picture.hint': 'JPEG, PNG, WebP o GIF. Solo se guarda un cuadrado de ella, sin dónde ni cuándo se hizo.',
    'picture.submit': 'Guardar esta foto',
    'picture.remove': 'Quitar mi foto',
    'picture.saved': 'Tu foto se ha guardado.',
    'picture.removed': 'Tu foto se ha quitado.',
  },
});
