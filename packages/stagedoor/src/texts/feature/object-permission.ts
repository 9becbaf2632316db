import { inBothLanguages } from '../both-languages.ts';

/** What is wrong with permissions on single objects that are asked for. */
export const objectPermissionTexts = inBothLanguages({
  en: {
    wrong_app: '{{permission}} is not a permission of {{app}}.',
    mixed_content_types: 'These permissions are not all of one kind of object.',
    too_many_grants: 'At most {{most}} permissions can be changed at once.',
  },
  es: {
    wrong_app: '{{permission}} no es un permiso de {{app}}.',
    mixed_content_types: 'Estos permisos no son todos de un mismo tipo de objeto.',
    too_many_grants: 'Se pueden cambiar como mucho {{most}} permisos a la vez.',
  },
});
