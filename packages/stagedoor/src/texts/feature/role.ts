import { inBothLanguages } from '../both-languages.ts';

/** Roles: what is wrong with what was said of one, and what the terminal says of them. */
export const roleTexts = inBothLanguages({
  en: {
    role_name_taken: 'A role with that name already exists.',
    role_name_reserved: 'This name is reserved for members of organizations.',
    role_in_use_one: 'The role was given {{count}} time. Send If-Match to delete it all the same.',
    role_in_use_other: 'The role was given {{count}} times. Send If-Match to delete it all the same.',
    not_a_member: 'This user is not a member of the organization.',
  },
  es: {
    role_name_taken: 'Ya existe un rol con ese nombre.',
    role_name_reserved: 'Este nombre está reservado para los miembros de organizaciones.',
    role_in_use_one: 'El rol se ha dado {{count}} vez. Envía If-Match para borrarlo de todos modos.',
    role_in_use_other: 'El rol se ha dado {{count}} veces. Envía If-Match para borrarlo de todos modos.',
    not_a_member: 'Esta persona no es miembro de la organización.',
  },
});
