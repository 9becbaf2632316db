import { inBothLanguages } from '../both-languages.ts';

/** What the terminal says of roles. */
export const roleCommandTexts = inBothLanguages({
  en: {
    'cli.about.role': 'the table of roles: list them, make one, say what it holds and who has it',
    'cli.about.role.list': 'list the roles, and what each holds',
    'cli.about.role.after': 'begin after the role with this number',
    'cli.about.role.show': 'what a role holds, and how often it was given',
    'cli.about.role.create': 'make a role',
    'cli.about.role.change': 'change what a role is called and what it holds; what is left out stays',
    'cli.about.role.remove': 'remove a role',
    'cli.about.role.remove.assignments': 'how often it was given',
    'cli.about.role.remove.noinput': 'however often it was given',
    'cli.about.role.assign': 'give a role to a user, everywhere or in one organization',
    'cli.about.role.unassign': 'take a role from a user',
    'cli.about.role.organization': 'in this organization alone: its name, or id:7',
    'cli.about.role.role': 'the name of a role',
    'cli.about.role.name': 'its name, at most 20 characters',
    'cli.about.role.label': 'what people read',
    'cli.about.role.permissions': 'all that it holds, as app.codename',

    'cli.heading.permissions': 'PERMISSIONS',

    'cli.role.none': 'No roles. Make one: stagedoor role create <name>',
    'cli.role.none_named': 'There is no role {{name}}. See them with: stagedoor role list',
    'cli.role.created': 'Made the role {{name}}.',
    'cli.role.changed': 'The role {{name}} is changed.',
    'cli.role.removed': 'Removed the role {{name}}.',
    'cli.role.in_use_one':
      'The role {{name}} was given {{count}} time. To remove it, say --assignments {{count}}, or --noinput.',
    'cli.role.in_use_other':
      'The role {{name}} was given {{count}} times. To remove it, say --assignments {{count}}, or --noinput.',
    'cli.role.shown_one': '{{name}}: given {{count}} time',
    'cli.role.shown_other': '{{name}}: given {{count}} times',
    'cli.role.assigned': '{{user}} has the role {{name}} now.',
    'cli.role.was_assigned': '{{user}} has the role {{name}} already. Nothing was changed.',
    'cli.role.unassigned': '{{user}} no longer has the role {{name}}.',
    'cli.role.was_not_assigned': '{{user}} does not have the role {{name}}. Nothing was changed.',
  },
  es: {
    'cli.about.role': 'la tabla de roles: muéstralos, crea uno, di qué permisos tiene y quién lo tiene',
    'cli.about.role.list': 'muestra los roles y sus permisos',
    'cli.about.role.after': 'empieza después del rol con este número',
    'cli.about.role.show': 'qué permisos tiene un rol, y cuántas veces se ha dado',
    'cli.about.role.create': 'crea un rol',
    'cli.about.role.change': 'cambia el nombre y los permisos de un rol; lo que no se diga se queda',
    'cli.about.role.remove': 'elimina un rol',
    'cli.about.role.remove.assignments': 'cuántas veces se ha dado',
    'cli.about.role.remove.noinput': 'se haya dado cuantas veces se haya dado',
    'cli.about.role.assign': 'da un rol a un usuario, en todas partes o en una organización',
    'cli.about.role.unassign': 'quita un rol a un usuario',
    'cli.about.role.organization': 'solo en esta organización: su nombre, o id:7',
    'cli.about.role.role': 'el nombre de un rol',
    'cli.about.role.name': 'su nombre, de 20 caracteres como mucho',
    'cli.about.role.label': 'lo que lee la gente',
    'cli.about.role.permissions': 'todos sus permisos, como app.codename',

    'cli.heading.permissions': 'PERMISOS',

    'cli.role.none': 'Ningún rol. Crea uno: stagedoor role create <nombre>',
    'cli.role.none_named': 'No existe el rol {{name}}. Puedes verlos con: stagedoor role list',
    'cli.role.created': 'Se ha creado el rol {{name}}.',
    'cli.role.changed': 'Se ha cambiado el rol {{name}}.',
    'cli.role.removed': 'Se ha eliminado el rol {{name}}.',
    'cli.role.in_use_one':
      'El rol {{name}} se ha dado {{count}} vez. Para eliminarlo, di --assignments {{count}}, o --noinput.',
    'cli.role.in_use_other':
      'El rol {{name}} se ha dado {{count}} veces. Para eliminarlo, di --assignments {{count}}, o --noinput.',
    'cli.role.shown_one': '{{name}}: se ha dado {{count}} vez',
    'cli.role.shown_other': '{{name}}: se ha dado {{count}} veces',
    'cli.role.assigned': '{{user}} tiene ahora el rol {{name}}.',
    'cli.role.was_assigned': '{{user}} ya tiene el rol {{name}}. No se ha cambiado nada.',
    'cli.role.unassigned': '{{user}} ya no tiene el rol {{name}}.',
    'cli.role.was_not_assigned': '{{user}} no tiene el rol {{name}}. No se ha cambiado nada.',
  },
});
