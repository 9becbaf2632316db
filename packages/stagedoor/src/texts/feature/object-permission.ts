import { inBothLanguages } from '../both-languages.ts';

/** What is wrong with permissions on single objects that are asked for. */
export const objectPermissionTexts = inBothLanguages({
  en: {
    wrong_app: '{{permission}} is not a permission of {{app}}.',
    mixed_content_types: 'These permissions are not all of one kind of object.',
    too_many_grants: 'At most {{most}} permissions can be changed at once.',

    'cli.about.import_guardian': 'make the object permissions of a site with django-guardian good here',
    'cli.about.import_guardian.anonymous':
      'the user that stands for whoever is not logged in (ANONYMOUS_USER_NAME of guardian); "" where there is none',
    'cli.guardian.adopted_one': '{{count}} permission on an object is good here now.',
    'cli.guardian.adopted_other': '{{count}} permissions on objects are good here now.',
    'cli.guardian.known_one': '{{count}} was good here already.',
    'cli.guardian.known_other': '{{count}} were good here already.',
    'cli.guardian.no-type_one': '{{count}} left: no feature has such objects, or such a permission on them.',
    'cli.guardian.no-type_other': '{{count}} left: no feature has such objects, or such permissions on them.',
    'cli.guardian.no-object_one': '{{count}} left: its object is not here.',
    'cli.guardian.no-object_other': '{{count}} left: their objects are not here.',
    'cli.guardian.nobody_one': '{{count}} left: its user or group is not here.',
    'cli.guardian.nobody_other': '{{count}} left: their users or groups are not here.',
  },
  es: {
    wrong_app: '{{permission}} no es un permiso de {{app}}.',
    mixed_content_types: 'Estos permisos no son todos de un mismo tipo de objeto.',
    too_many_grants: 'Se pueden cambiar como mucho {{most}} permisos a la vez.',

    'cli.about.import_guardian':
      'da por buenos aquí los permisos sobre objetos de un sitio con django-guardian',
    'cli.about.import_guardian.anonymous':
      'el usuario que representa a quien no ha entrado (ANONYMOUS_USER_NAME de guardian); "" si no hay ninguno',
    'cli.guardian.adopted_one': '{{count}} permiso sobre un objeto vale aquí desde ahora.',
    'cli.guardian.adopted_other': '{{count}} permisos sobre objetos valen aquí desde ahora.',
    'cli.guardian.known_one': '{{count}} ya valía aquí.',
    'cli.guardian.known_other': '{{count}} ya valían aquí.',
    'cli.guardian.no-type_one':
      '{{count}} sin importar: ninguna función tiene esos objetos, o ese permiso sobre ellos.',
    'cli.guardian.no-type_other':
      '{{count}} sin importar: ninguna función tiene esos objetos, o esos permisos sobre ellos.',
    'cli.guardian.no-object_one': '{{count}} sin importar: su objeto no está aquí.',
    'cli.guardian.no-object_other': '{{count}} sin importar: sus objetos no están aquí.',
    'cli.guardian.nobody_one': '{{count}} sin importar: su usuario o grupo no está aquí.',
    'cli.guardian.nobody_other': '{{count}} sin importar: sus usuarios o grupos no están aquí.',
  },
});
