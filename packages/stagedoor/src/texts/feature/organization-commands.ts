import { inBothLanguages } from '../both-languages.ts';

/** What the terminal says of organizations. */
export const organizationCommandTexts = inBothLanguages({
  en: {
    'cli.about.organization': 'organizations: list them, make one, say who is in it and invite',
    'cli.about.organization.list': 'list the organizations',
    'cli.about.organization.after': 'begin after the organization with this number',
    'cli.about.organization.create': 'make an organization, which a user owns',
    'cli.about.organization.rename': 'call an organization something else',
    'cli.about.organization.remove': 'end an organization, with its memberships and invitations',
    'cli.about.organization.members': 'list who is in an organization, and what they are there',
    'cli.about.organization.add_member': 'bring a user into an organization, unasked',
    'cli.about.organization.set_role': 'make a member an owner, an admin, or a member like others',
    'cli.about.organization.remove_member': 'take a user out of an organization',
    'cli.about.organization.invitations': 'list who is invited',
    'cli.about.organization.invite': 'mail an invitation',
    'cli.about.organization.revoke_invitation': 'take an invitation back: its link does not work any more',
    'cli.about.organization.organization': 'the name of an organization, or id:7',
    'cli.about.organization.name': 'its name',
    'cli.about.organization.role': 'owner, admin or member',
    'cli.about.organization.email': 'the address that is invited',

    'cli.heading.organization': 'ORGANIZATION',
    'cli.heading.role': 'ROLE',
    'cli.heading.roles': 'ROLES',
    'cli.heading.ends': 'ENDS',

    'cli.organization.off': 'This site has no organizations. Set ORGANIZATIONS=managed or open.',
    'cli.organization.none': 'No organizations. Make one: stagedoor organization create <name> <owner>',
    'cli.organization.none_named':
      'There is no organization {{name}}. See them with: stagedoor organization list',
    'cli.organization.ambiguous': 'Several organizations are called {{name}}. Say which:',
    'cli.organization.created': 'Made the organization {{name}} (id:{{id}}).',
    'cli.organization.renamed': 'The organization is called {{name}} now.',
    'cli.organization.removed': 'Removed the organization {{name}}.',
    'cli.organization.in_use_one':
      'The organization {{name}} has {{count}} member. To remove it, say --members {{count}}, or --noinput.',
    'cli.organization.in_use_other':
      'The organization {{name}} has {{count}} members. To remove it, say --members {{count}}, or --noinput.',
    'cli.organization.no_member':
      '{{user}} is not in {{name}}. See who is with: stagedoor organization members "{{name}}"',
    'cli.organization.no_members': 'Nobody is in this organization.',
    'cli.organization.no_role': 'A role is one of: {{roles}}.',
    'cli.organization.twins':
      'Others are called {{name}}, too: {{ids}}. Commands name each of them by its id.',
    'cli.organization.role_set': '{{user}} is {{role}} in {{name}} now.',
    'cli.organization.no_invitations': 'Nobody is invited.',
    'cli.organization.invited': 'An invitation goes to {{email}}.',
    'cli.organization.not_invited': '{{email}} is not invited.',
    'cli.organization.invitation_revoked': 'The invitation of {{email}} is taken back.',
  },
  es: {
    'cli.about.organization': 'organizaciones: muéstralas, crea una, di quién está en ella e invita',
    'cli.about.organization.list': 'muestra las organizaciones',
    'cli.about.organization.after': 'empieza después de la organización con este número',
    'cli.about.organization.create': 'crea una organización, propiedad de un usuario',
    'cli.about.organization.rename': 'cambia el nombre de una organización',
    'cli.about.organization.remove': 'elimina una organización, con sus miembros e invitaciones',
    'cli.about.organization.members': 'muestra quién está en una organización y con qué papel',
    'cli.about.organization.add_member': 'pone a un usuario en una organización, sin preguntarle',
    'cli.about.organization.set_role':
      'hace a un miembro propietario, administrador o miembro como los demás',
    'cli.about.organization.remove_member': 'saca a un usuario de una organización',
    'cli.about.organization.invitations': 'muestra quién está invitado',
    'cli.about.organization.invite': 'envía una invitación por correo',
    'cli.about.organization.revoke_invitation': 'retira una invitación: su enlace deja de funcionar',
    'cli.about.organization.organization': 'el nombre de una organización, o id:7',
    'cli.about.organization.name': 'su nombre',
    'cli.about.organization.role': 'owner, admin o member',
    'cli.about.organization.email': 'la dirección invitada',

    'cli.heading.organization': 'ORGANIZACIÓN',
    'cli.heading.role': 'ROL',
    'cli.heading.roles': 'ROLES',
    'cli.heading.ends': 'CADUCA',

    'cli.organization.off': 'Este sitio no tiene organizaciones. Pon ORGANIZATIONS=managed u open.',
    'cli.organization.none':
      'Ninguna organización. Crea una: stagedoor organization create <nombre> <propietario>',
    'cli.organization.none_named':
      'No existe la organización {{name}}. Puedes verlas con: stagedoor organization list',
    'cli.organization.ambiguous': 'Varias organizaciones se llaman {{name}}. Di cuál:',
    'cli.organization.created': 'Se ha creado la organización {{name}} (id:{{id}}).',
    'cli.organization.renamed': 'La organización se llama ahora {{name}}.',
    'cli.organization.removed': 'Se ha eliminado la organización {{name}}.',
    'cli.organization.in_use_one':
      'La organización {{name}} tiene {{count}} miembro. Para eliminarla, di --members {{count}}, o --noinput.',
    'cli.organization.in_use_other':
      'La organización {{name}} tiene {{count}} miembros. Para eliminarla, di --members {{count}}, o --noinput.',
    'cli.organization.no_member':
      '{{user}} no está en {{name}}. Puedes ver quién está con: stagedoor organization members "{{name}}"',
    'cli.organization.no_members': 'No hay nadie en esta organización.',
    'cli.organization.no_role': 'Un papel es uno de: {{roles}}.',
    'cli.organization.twins':
      'Hay otras que se llaman {{name}}: {{ids}}. Los comandos las nombran por su id.',
    'cli.organization.role_set': '{{user}} es ahora {{role}} en {{name}}.',
    'cli.organization.no_invitations': 'No hay nadie invitado.',
    'cli.organization.invited': 'Se envía una invitación a {{email}}.',
    'cli.organization.not_invited': '{{email}} no está entre las direcciones invitadas.',
    'cli.organization.invitation_revoked': 'La invitación de {{email}} se ha retirado.',
  },
});
