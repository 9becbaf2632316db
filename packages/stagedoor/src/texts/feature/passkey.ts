import { inBothLanguages } from '../both-languages.ts';

/** What is said of passkeys. */
export const passkeyTexts = inBothLanguages({
  en: {
    ceremony_over: 'This took too long, or was sent twice. Try again.',
    passkey_wrong: 'This passkey does not open anything here. Try another one, or log in with your password.',
    passkey_unknown: 'This site does not know this passkey. You may remove it from your device.',
    passkey_known: 'This passkey is in use already.',
    last_passkey: 'It is the only way into your account. Set a password, or add another passkey, first.',

    'event.passkey-add': 'Passkey added',
    'event.passkey-remove': 'Passkey removed',

    'passkey.log_in': 'Log in with a passkey',
    'passkey.enter': 'Use a passkey',
    'passkey.cancelled': 'Nothing was chosen. Try again whenever you like.',
    'passkey.known_here': 'This device has a passkey for your account already.',

    'passkey.title': 'Passkeys',
    'passkey.lead':
      'Log in by your finger, your face or the PIN of your device. A passkey cannot be guessed, and works on no other site.',
    'passkey.none_title': 'No passkeys yet',
    'passkey.none': 'With one you log in without typing a password. Your password stays as it is.',
    'passkey.add': 'Add a passkey',
    'passkey.add_key': 'Add a security key as second step',
    'passkey.unnamed': 'Passkey',
    'passkey.synced': 'on all your devices',
    'passkey.second': 'second step',
    'passkey.rename': 'Rename',
    'passkey.rename_named': 'Rename: {{name}}',
    'passkey.rename_title': 'Rename a passkey',
    'passkey.save': 'Save',
    'passkey.saved': 'The passkey is called “{{name}}” now.',
    'passkey.added': 'The passkey is added.',
    'passkey.removed': 'The passkey is removed. You may remove it from your device, too.',
    'passkey.remove': 'Remove',
    'passkey.remove_named': 'Remove: {{name}}',
    'passkey.remove_title': 'Remove this passkey?',
    'passkey.remove_text': 'It opens nothing here any more.',

    'passkey.add_title': 'Add a passkey',
    'passkey.add_lead':
      'Your device asks for your finger, your face or its PIN. None of them comes to this site.',
    'passkey.add_key_title': 'Add a security key',
    'passkey.add_key_lead':
      'It is asked for beside your password, at each log-in. Have it at hand: you touch it now.',
    'passkey.name': 'Name',
    'passkey.name_hint': 'To tell several apart: “Laptop”.',
    'passkey.go_on': 'Go on',
    'passkey.needs_script':
      'Passkeys need JavaScript, a browser that knows them, and an address that is a name: on your own machine http://localhost, and no number.',

    'passkey.keys_title': 'Security keys',
    'passkey.keys_none': 'A key that you plug in or hold to your phone can be the second step, too.',
    'passkey.keys_one': '{{count}} security key is asked for, or a code.',
    'passkey.keys_other': 'One of {{count}} security keys is asked for, or a code.',

    'passkey.row': 'Passkeys',
    'passkey.row_none': 'None. You log in with your password.',
    'passkey.row_some_one': '{{count}} passkey',
    'passkey.row_some_other': '{{count}} passkeys',
    'passkey.row_add': 'Add',

    'mail.second_factor.passkey-added.subject': 'A passkey was added on {{site}}',
    'mail.second_factor.passkey-added.text': 'A passkey was added to your account on {{site}}.',
    'mail.second_factor.passkey-removed.subject': 'A passkey was removed on {{site}}',
    'mail.second_factor.passkey-removed.text': 'A passkey was removed from your account on {{site}}.',
  },
  es: {
    ceremony_over: 'Ha tardado demasiado o se ha enviado dos veces. Inténtalo de nuevo.',
    passkey_wrong: 'Esta clave de acceso no abre nada aquí. Prueba otra, o inicia sesión con tu contraseña.',
    passkey_unknown: 'Este sitio no conoce esta clave de acceso. Puedes quitarla de tu dispositivo.',
    passkey_known: 'Esta clave de acceso ya está en uso.',
    last_passkey: 'Es la única entrada a tu cuenta. Pon antes una contraseña o añade otra clave de acceso.',

    'event.passkey-add': 'Clave de acceso añadida',
    'event.passkey-remove': 'Clave de acceso quitada',

    'passkey.log_in': 'Iniciar sesión con una clave de acceso',
    'passkey.enter': 'Usar una clave de acceso',
    'passkey.cancelled': 'No se ha elegido nada. Inténtalo de nuevo cuando quieras.',
    'passkey.known_here': 'Este dispositivo ya tiene una clave de acceso para tu cuenta.',

    'passkey.title': 'Claves de acceso',
    'passkey.lead':
      'Inicia sesión con el dedo, la cara o el PIN de tu dispositivo. Una clave de acceso no se adivina, y no vale en ningún otro sitio.',
    'passkey.none_title': 'Aún no hay claves de acceso',
    'passkey.none': 'Con una inicias sesión sin escribir la contraseña. Tu contraseña queda como está.',
    'passkey.add': 'Añadir una clave de acceso',
    'passkey.add_key': 'Añadir una llave de seguridad como segundo paso',
    'passkey.unnamed': 'Clave de acceso',
    'passkey.synced': 'en todos tus dispositivos',
    'passkey.second': 'segundo paso',
    'passkey.rename': 'Cambiar el nombre',
    'passkey.rename_named': 'Cambiar el nombre: {{name}}',
    'passkey.rename_title': 'Cambiar el nombre de una clave de acceso',
    'passkey.save': 'Guardar',
    'passkey.saved': 'La clave de acceso se llama ahora «{{name}}».',
    'passkey.added': 'La clave de acceso se ha añadido.',
    'passkey.removed': 'La clave de acceso se ha quitado. Puedes quitarla también de tu dispositivo.',
    'passkey.remove': 'Quitar',
    'passkey.remove_named': 'Quitar: {{name}}',
    'passkey.remove_title': '¿Quitar esta clave de acceso?',
    'passkey.remove_text': 'Dejará de abrir nada aquí.',

    'passkey.add_title': 'Añadir una clave de acceso',
    'passkey.add_lead': 'Tu dispositivo pide el dedo, la cara o su PIN. Nada de eso llega a este sitio.',
    'passkey.add_key_title': 'Añadir una llave de seguridad',
    'passkey.add_key_lead':
      'Se pide además de tu contraseña, en cada inicio de sesión. Tenla a mano: la tocas ahora.',
    'passkey.name': 'Nombre',
    'passkey.name_hint': 'Para distinguir varias: «Portátil».',
    'passkey.go_on': 'Seguir',
    'passkey.needs_script':
      'Las claves de acceso necesitan JavaScript, un navegador que las conozca y una dirección que sea un nombre: en tu propia máquina http://localhost, y ningún número.',

    'passkey.keys_title': 'Llaves de seguridad',
    'passkey.keys_none':
      'Una llave que se enchufa o se acerca al teléfono también puede ser el segundo paso.',
    'passkey.keys_one': 'Se pide {{count}} llave de seguridad, o un código.',
    'passkey.keys_other': 'Se pide una de {{count}} llaves de seguridad, o un código.',

    'passkey.row': 'Claves de acceso',
    'passkey.row_none': 'Ninguna. Inicias sesión con tu contraseña.',
    'passkey.row_some_one': '{{count}} clave de acceso',
    'passkey.row_some_other': '{{count}} claves de acceso',
    'passkey.row_add': 'Añadir',

    'mail.second_factor.passkey-added.subject': 'Se ha añadido una clave de acceso en {{site}}',
    'mail.second_factor.passkey-added.text': 'Se ha añadido una clave de acceso a tu cuenta en {{site}}.',
    'mail.second_factor.passkey-removed.subject': 'Se ha quitado una clave de acceso en {{site}}',
    'mail.second_factor.passkey-removed.text': 'Se ha quitado una clave de acceso de tu cuenta en {{site}}.',
  },
});
