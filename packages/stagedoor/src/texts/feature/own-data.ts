import { inBothLanguages } from '../both-languages.ts';

/** What the pages say on which people take their data with them, and leave. */
export const ownDataTexts = inBothLanguages({
  en: {
    'data.title': 'Your data',
    'data.lead': 'Download what this site keeps about you, or delete your account.',
    'data.download': 'Download a copy',
    'data.download_lead':
      'Your profile, addresses, sessions, tokens, devices and security events, in one JSON file. Passwords and keys are not in it.',
    'data.download_submit': 'Download my data',
    'data.danger': 'Delete the account',
    'data.danger_lead': 'Deletes your account. What goes with it is said before. This cannot be undone.',
    'data.delete': 'Delete my account',
    'delete.title': 'Delete your account',
    'delete.warning': 'This cannot be undone.',
    'delete.account': 'The account to be deleted',
    'delete.what_goes': 'Your profile, your addresses, every session and every token are deleted at once.',
    'delete.what_stays':
      'The security log keeps its entries: times, IP addresses and devices, with the number of the account instead of your name.',
    'delete.organization_ends': 'The organization {{name}} ends: nobody else is in it.',
    'delete.organization_passes': 'The organization {{name}} goes to {{heir}}, who owns it from then on.',
    'delete.rows_go': 'Deleted with it, unless you keep it below: your {{rows}}.',
    'delete.rows_stay': 'Kept by the site, without your name: your {{rows}}.',
    'delete.keep_rows': 'Keep what I added to this site',
    'delete.keep_rows_hint': 'All of it stays then, as that of a deleted user.',
    'delete.submit': 'Delete my account for good',
    'delete.cancel': 'Keep my account',
    'delete.done_title': 'Your account is deleted',
    'delete.organization_ended': 'The organization {{name}} has ended.',
    'delete.organization_passed': '{{heir}} owns the organization {{name}} now.',
    'delete.rows_kept_one': '{{count}} thing that you added stays, without your name.',
    'delete.rows_kept_other': '{{count}} things that you added stay, without your name.',
    'delete.done': 'You are logged out. If the account had an email address, we sent a last email there.',
  },
  es: {
    'data.title': 'Tus datos',
    'data.lead': 'Descarga lo que este sitio guarda de ti o elimina tu cuenta.',
    'data.download': 'Descarga una copia',
    'data.download_lead':
      'Tu perfil, direcciones, sesiones, tokens, dispositivos y eventos de seguridad, en un archivo JSON. No contiene contraseñas ni claves.',
    'data.download_submit': 'Descargar mis datos',
    'data.danger': 'Elimina la cuenta',
    'data.danger_lead': 'Borra tu cuenta. Antes se dice qué desaparece con ella. No se puede deshacer.',
    'data.delete': 'Eliminar mi cuenta',
    'delete.title': 'Elimina tu cuenta',
    'delete.warning': 'Esto no se puede deshacer.',
    'delete.account': 'La cuenta que se va a eliminar',
    'delete.what_goes':
      'Tu perfil, tus direcciones, todas las sesiones y todos los tokens se borran al momento.',
    'delete.what_stays':
      'El registro de seguridad conserva sus entradas: fechas, direcciones IP y dispositivos, con el número de la cuenta en lugar de tu nombre.',
    'delete.organization_ends': 'La organización {{name}} desaparece: no hay nadie más en ella.',
    'delete.organization_passes': 'La organización {{name}} pasa a {{heir}}, que será su propietario.',
    'delete.rows_go': 'Se elimina con ella, si no decides abajo conservarlo: {{rows}}.',
    'delete.rows_stay': 'El sitio lo conserva sin tu nombre: {{rows}}.',
    'delete.keep_rows': 'Conservar lo que he aportado a este sitio',
    'delete.keep_rows_hint': 'Entonces se queda todo, como de un usuario eliminado.',
    'delete.submit': 'Eliminar mi cuenta para siempre',
    'delete.cancel': 'Conservar mi cuenta',
    'delete.done_title': 'Tu cuenta se ha eliminado',
    'delete.organization_ended': 'La organización {{name}} ha desaparecido.',
    'delete.organization_passed': 'La organización {{name}} es ahora de {{heir}}.',
    'delete.rows_kept_one': 'Se queda {{count}} cosa que aportaste, sin tu nombre.',
    'delete.rows_kept_other': 'Se quedan {{count}} cosas que aportaste, sin tu nombre.',
    'delete.done':
      'La sesión está cerrada. Si la cuenta tenía una dirección de correo, le hemos enviado un último correo.',
  },
});
