import { inBothLanguages } from '../both-languages.ts';

/** Organizations: what is wrong with what was said of one, and what their e-mails say. */
export const organizationTexts = inBothLanguages({
  en: {
    last_owner: 'An organization needs an owner. Make somebody else an owner first, or delete it.',
    too_many_organizations_one: 'You can own at most {{count}} organization.',
    too_many_organizations_other: 'You can own at most {{count}} organizations.',
    too_many_invitations_one: 'At most {{count}} invitation can wait at once.',
    too_many_invitations_other: 'At most {{count}} invitations can wait at once.',
    already_invited: 'This address is invited already. You can send the invitation again.',
    already_member: 'Whoever has this address is a member already.',
    invitation_for_another:
      'This invitation is for {{email}}. Log in with an account that has confirmed this address.',

    role_assigned: 'They have this role already.',

    'invitation.title': 'Join {{organization}}',
    'invitation.text': '{{inviter}} invites you to this organization.',
    'invitation.by_site': 'You are invited to this organization.',
    'invitation.as_owner': 'You will be an owner. The invitation is for:',
    'invitation.as_admin': 'You will be an admin. The invitation is for:',
    'invitation.as_member': 'You will be a member. The invitation is for:',
    'invitation.accept': 'Join',
    'invitation.accepted': 'You are in {{organization}} now.',
    'invitation.bad_title': 'This invitation does not work',
    'invitation.bad':
      'It was used, taken back, sent again or is too old. Ask whoever invited you for another.',

    'mail.organization_invitation.subject': 'You are invited to {{organization}} on {{site}}',
    'mail.organization_invitation.text':
      '{{inviter}} invites you to the organization {{organization}} on {{site}}.',
    'mail.organization_invitation.by_site':
      'You are invited to the organization {{organization}} on {{site}}.',
    'mail.organization_invitation.action': 'See the invitation',
    'mail.organization_invitation.address': 'It is for {{email}}.',
    'mail.organization_invitation.ignore':
      'If you do not know what this is about, do nothing: you are in no organization that you did not join.',
    'mail.organization_passed.subject': 'You own {{organization}} on {{site}} now',
    'mail.organization_passed.text':
      'The account that owned the organization {{organization}} on {{site}} is deleted. You are the next member of it, so you own it now.',
    'mail.organization_passed.action': 'See the organization',
    'mail.organization_passed.not_wanted':
      'If you do not want to, make another member an owner there, or delete the organization.',
  },
  es: {
    last_owner:
      'Una organización necesita un propietario. Antes haz propietaria a otra persona, o elimínala.',
    too_many_organizations_one: 'Puedes ser propietario de {{count}} organización como mucho.',
    too_many_organizations_other: 'Puedes ser propietario de {{count}} organizaciones como mucho.',
    too_many_invitations_one: 'Puede haber como mucho {{count}} invitación pendiente a la vez.',
    too_many_invitations_other: 'Puede haber como mucho {{count}} invitaciones pendientes a la vez.',
    already_invited: 'Esta dirección ya está invitada. Puedes volver a enviar la invitación.',
    already_member: 'Quien tiene esta dirección ya es miembro.',
    invitation_for_another:
      'Esta invitación es para {{email}}. Inicia sesión con una cuenta que haya confirmado esta dirección.',

    role_assigned: 'Ya tiene este rol.',

    'invitation.title': 'Únete a {{organization}}',
    'invitation.text': '{{inviter}} te invita a esta organización.',
    'invitation.by_site': 'Te invitan a esta organización.',
    'invitation.as_owner': 'Tendrás el papel de propietario. La invitación es para:',
    'invitation.as_admin': 'Tendrás el papel de administrador. La invitación es para:',
    'invitation.as_member': 'Tendrás el papel de miembro. La invitación es para:',
    'invitation.accept': 'Unirme',
    'invitation.accepted': 'Ya estás en {{organization}}.',
    'invitation.bad_title': 'Esta invitación no funciona',
    'invitation.bad':
      'Se usó, se retiró, se envió de nuevo o es demasiado antigua. Pide otra a quien te invitó.',

    'mail.organization_invitation.subject': 'Te invitan a {{organization}} en {{site}}',
    'mail.organization_invitation.text':
      '{{inviter}} te invita a la organización {{organization}} en {{site}}.',
    'mail.organization_invitation.by_site': 'Te invitan a la organización {{organization}} en {{site}}.',
    'mail.organization_invitation.action': 'Ver la invitación',
    'mail.organization_invitation.address': 'Es para {{email}}.',
    'mail.organization_invitation.ignore':
      'Si no sabes de qué se trata, no hagas nada: no estás en ninguna organización a la que no te hayas unido.',
    'mail.organization_passed.subject': 'Ahora {{organization}} es tuya en {{site}}',
    'mail.organization_passed.text':
      'La cuenta propietaria de la organización {{organization}} en {{site}} se ha eliminado. Te toca a ti por ser el siguiente miembro: ahora es tuya.',
    'mail.organization_passed.action': 'Ver la organización',
    'mail.organization_passed.not_wanted':
      'Si no la quieres, haz propietaria de ella a otra persona, o elimínala.',
  },
});
