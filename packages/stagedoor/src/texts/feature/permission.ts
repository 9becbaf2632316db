import { inBothLanguages } from '../both-languages.ts';

/** Permissions at the terminal: which there are, who is given them. */
export const permissionTexts = inBothLanguages({
  en: {
    'cli.about.permission': 'list the permissions, give one to a user, or take it away',
    'cli.about.permission.list': 'what can be given, or what a user has, and by what',
    'cli.about.permission.grant': 'give a user a permission',
    'cli.about.permission.revoke': 'take a permission from a user',
    'cli.about.permission.name': 'as app.codename, such as guestbook.delete_entry',
    'cli.about.permission.holders': 'list who has a permission, themselves, by a group or by a role',
    'cli.about.permission.holders.inactive': 'only those whose accounts are shut',
    'cli.about.permission.holders.no_superusers': 'without superusers, who have every one',

    'cli.heading.permission': 'PERMISSION',
    'cli.heading.meaning': 'MEANING',
    'cli.heading.by': 'BY',

    'cli.permission_by.user': 'themselves',
    'cli.permission_by.group': 'group {{name}}',
    'cli.permission_by.role': 'role {{name}}',
    'cli.permission_by.role_in': 'role {{name}} in {{organization}}',
    'cli.permission_by.member_in': '{{name}} of {{organization}}',

    'cli.permissions_none': 'No permissions. A feature says which there are, and migrate makes them.',
    'cli.permissions_of_superuser': 'A superuser has every permission there is, given or not.',
    'cli.permissions_of_inactive': 'The account is shut: nothing of this counts until it is activated.',
    'cli.permissions_none_given':
      'This user has no permissions, neither themselves nor by a group, a role or an organization.',
    'cli.permission_held_by_nobody': 'Nobody has this permission.',
    'cli.permission_granted': 'Granted {{permission}}.',
    'cli.permission_granted_to': 'Granted {{permission}} to {{user}}.',
    'cli.permission_was_held': '{{user}} has {{permission}} already. Nothing was changed.',
    'cli.permission_revoked': 'Revoked {{permission}}.',
    'cli.permission_revoked_from': 'Revoked {{permission}} from {{user}}.',
    'cli.permission_was_not_held': '{{user}} was not given {{permission}}. Nothing was changed.',
    'cli.no_permission': 'There is no permission {{permission}}. See them with: stagedoor permission list',
    'cli.no_permission_but': 'There is no permission {{permission}}; did you mean {{near}}?',
  },
  es: {
    'cli.about.permission': 'muestra los permisos, da uno a un usuario o se lo quita',
    'cli.about.permission.list': 'lo que se puede dar, o lo que tiene un usuario y por qué lo tiene',
    'cli.about.permission.grant': 'da un permiso a un usuario',
    'cli.about.permission.revoke': 'quita un permiso a un usuario',
    'cli.about.permission.name': 'como app.codename, por ejemplo guestbook.delete_entry',
    'cli.about.permission.holders': 'muestra quién tiene un permiso, directamente, por un grupo o por un rol',
    'cli.about.permission.holders.inactive': 'solo quienes tienen la cuenta cerrada',
    'cli.about.permission.holders.no_superusers': 'sin superusuarios, que los tienen todos',

    'cli.heading.permission': 'PERMISO',
    'cli.heading.meaning': 'SIGNIFICADO',
    'cli.heading.by': 'POR',

    'cli.permission_by.user': 'sí mismo',
    'cli.permission_by.group': 'grupo {{name}}',
    'cli.permission_by.role': 'rol {{name}}',
    'cli.permission_by.role_in': 'rol {{name}} en {{organization}}',
    'cli.permission_by.member_in': '{{name}} de {{organization}}',

    'cli.permissions_none': 'Ningún permiso. Cada función dice cuáles hay, y migrate los crea.',
    'cli.permissions_of_superuser': 'Un superusuario tiene todos los permisos que hay, dados o no.',
    'cli.permissions_of_inactive': 'La cuenta está cerrada: nada de esto cuenta hasta que se active.',
    'cli.permissions_none_given':
      'Este usuario no tiene ningún permiso, ni directamente ni por un grupo, un rol o una organización.',
    'cli.permission_held_by_nobody': 'Nadie tiene este permiso.',
    'cli.permission_granted': 'Permiso dado: {{permission}}.',
    'cli.permission_granted_to': 'Permiso dado a {{user}}: {{permission}}.',
    'cli.permission_was_held': '{{user}} ya tiene {{permission}}. No ha cambiado nada.',
    'cli.permission_revoked': 'Permiso quitado: {{permission}}.',
    'cli.permission_revoked_from': 'Permiso quitado a {{user}}: {{permission}}.',
    'cli.permission_was_not_held': '{{user}} no había recibido {{permission}}. No ha cambiado nada.',
    'cli.no_permission': 'No existe el permiso {{permission}}. Puedes verlos con: stagedoor permission list',
    'cli.no_permission_but': 'No existe el permiso {{permission}}; ¿querías decir {{near}}?',
  },
});
