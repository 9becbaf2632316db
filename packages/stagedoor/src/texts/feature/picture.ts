import { inBothLanguages } from '../both-languages.ts';

/** The picture that somebody shows of themselves, in the profile. */
export const pictureTexts = inBothLanguages({
  en: {
    'picture.title': 'Picture',
    'picture.lead': 'Shown beside your name on this site, to whoever sees you there.',
    'picture.alt': 'Your picture',
    'picture.file': 'A picture of you',
    'picture.hint':
      'JPEG, PNG, WebP or GIF, up to {{size}}. Only a square of it is kept, without where and when it was taken.',
    'picture.add': 'Add a picture',
    'picture.change': 'Change the picture',
    'picture.submit': 'Save picture',
    'picture.remove': 'Remove my picture',
    'picture.saved': 'Your picture is saved.',
    'picture.removed': 'Your picture is removed.',
  },
  es: {
    'picture.title': 'Foto',
    'picture.lead': 'Se muestra junto a tu nombre en este sitio, a quien te ve en él.',
    'picture.alt': 'Tu foto',
    'picture.file': 'Una foto tuya',
    'picture.hint':
      'JPEG, PNG, WebP o GIF, de {{size}} como máximo. Solo se guarda un cuadrado de ella, sin dónde ni cuándo se hizo.',
    'picture.add': 'Añadir una foto',
    'picture.change': 'Cambiar la foto',
    'picture.submit': 'Guardar la foto',
    'picture.remove': 'Quitar mi foto',
    'picture.saved': 'Tu foto se ha guardado.',
    'picture.removed': 'Tu foto se ha quitado.',
  },
});
