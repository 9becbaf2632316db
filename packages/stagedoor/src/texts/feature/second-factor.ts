import { inBothLanguages } from '../both-languages.ts';

/** What is said of authenticator apps, recovery codes, and the step of a log-in that asks for them. */
export const secondFactorTexts = inBothLanguages({
  en: {
    'stage.second-factor': 'Enter the code of your authenticator app, or a recovery code.',
    code_wrong: 'This code is not right, or was used before. Enter the one that the app shows now.',
    too_many_factors: 'You cannot have more authenticator apps. Remove one first.',

    'event.second-factor-add': 'Authenticator app added',
    'event.second-factor-remove': 'Second step of logging in removed',
    'event.recovery-codes-make': 'New recovery codes made',
    'event.recovery-code-use': 'Recovery code used',

    'second_factor.enter_title': 'One more step',
    'second_factor.enter_lead':
      'Enter the code that your authenticator app shows now. A recovery code works too, once.',
    'second_factor.code': 'Code',
    'second_factor.enter': 'Log in',
    'second_factor.lost':
      'Neither the app nor a recovery code at hand? Ask whoever runs this site to let you in again.',
    'second_factor.prove_title': 'Is it you?',
    'second_factor.prove_lead':
      'This changes how you log in, so enter a code of your authenticator app first.',
    'second_factor.prove': 'Go on',

    'second_factor.row': 'Second step',
    'second_factor.on': 'on',
    'second_factor.off_line': 'Your password alone opens this account.',
    'second_factor.apps_one': '{{count}} authenticator app',
    'second_factor.apps_other': '{{count}} authenticator apps',
    'second_factor.manage': 'Manage',
    'second_factor.set_up_short': 'Set up',

    'second_factor.title': 'Two-step log-in',
    'second_factor.lead':
      'Beside your password you show a code that an app on your phone makes. Who has your password alone does not come in.',
    'second_factor.apps_title': 'Authenticator apps',
    'second_factor.none_title': 'Not set up yet',
    'second_factor.none':
      'You need an app such as Aegis, Google Authenticator, 1Password or the password manager of your phone.',
    'second_factor.set_up': 'Set up an authenticator app',
    'second_factor.add': 'Add another app',
    'second_factor.unnamed': 'Authenticator app',
    'second_factor.since': 'since',
    'second_factor.used': 'last used',
    'second_factor.unused': 'not used yet',
    'second_factor.remove': 'Remove',
    'second_factor.remove_named': 'Remove: {{name}}',
    'second_factor.remove_title': 'Remove this app?',
    'second_factor.remove_text': 'Its codes open nothing any more.',
    'second_factor.remove_last':
      'It is the only one: from then on your password alone opens this account, and your recovery codes end.',
    'second_factor.removed': 'The authenticator app is removed.',

    'second_factor.begin_title': 'Set up an authenticator app',
    'second_factor.begin_lead': 'It takes a minute. Have the app open on your phone.',
    'second_factor.scan': 'Scan this with the app',
    'second_factor.scan_alt': 'QR code for the authenticator app',
    'second_factor.type': 'Or type this key into it',
    'second_factor.first_code': 'Code that the app shows',
    'second_factor.first_code_hint':
      'Six digits. It proves that the app works, and turns the second step on.',
    'second_factor.name': 'Name of the app',
    'second_factor.name_hint': 'To tell several apart: “Phone”.',
    'second_factor.confirm': 'Turn it on',

    'second_factor.codes_title': 'Your recovery codes',
    'second_factor.codes_lead':
      'Each lets you in once where the app is not at hand. Keep them apart from your phone: they are shown this once.',
    'second_factor.codes_on': 'Two-step log-in is on.',
    'second_factor.codes_done': 'I have kept them',
    'second_factor.codes': 'Recovery codes',
    'second_factor.codes_left_one': '{{count}} of {{made}} is left.',
    'second_factor.codes_left_other': '{{count}} of {{made}} are left.',
    'second_factor.codes_few': 'few left',
    'second_factor.codes_none': 'None. Without the app you could not log in.',
    'second_factor.codes_make': 'Make new codes',
    'second_factor.codes_make_title': 'Make new recovery codes?',
    'second_factor.codes_make_text': 'The ones that you have stop working.',

    'mail.second_factor.totp-added.subject': 'Two-step log-in was set up on {{site}}',
    'mail.second_factor.totp-added.text':
      'An authenticator app was added to your account on {{site}}. Its codes are asked for at each log-in.',
    'mail.second_factor.totp-removed.subject': 'An authenticator app was removed on {{site}}',
    'mail.second_factor.totp-removed.text': 'An authenticator app was removed from your account on {{site}}.',
    'mail.second_factor.recovery-codes-made.subject': 'New recovery codes on {{site}}',
    'mail.second_factor.recovery-codes-made.text':
      'New recovery codes were made for your account on {{site}}. The ones before work no more.',
    'mail.second_factor.recovery-code-used.subject': 'A recovery code was used on {{site}}',
    'mail.second_factor.recovery-code-used.text':
      'A recovery code of your account on {{site}} was used. It works no more.',
    'mail.second_factor.removed-by-operator.subject': 'Two-step log-in was turned off on {{site}}',
    'mail.second_factor.removed-by-operator.text':
      'Whoever runs {{site}} removed the authenticator apps and recovery codes of your account. Your password alone opens it now.',

    'cli.about.second_factor': 'look after the second step of somebody’s log-in',
    'cli.about.second_factor.list': 'list what somebody shows beside the password',
    'cli.about.second_factor.remove':
      'take all authenticator apps and recovery codes from somebody who lost them; they are told by e-mail',
    'cli.second_factor.none': 'Nothing: the password alone opens this account.',
    'cli.second_factor.codes': 'Recovery codes left: {{left}} of {{made}}',
    'cli.second_factor.removed_one': 'Removed {{count}} authenticator app, and all recovery codes.',
    'cli.second_factor.removed_other': 'Removed {{count}} authenticator apps, and all recovery codes.',
    'cli.heading.app': 'APP',
    'cli.heading.kind': 'KIND',
    'cli.heading.confirmed': 'SINCE',
    'cli.heading.last_used': 'LAST USED',
  },
  es: {
    'stage.second-factor': 'Escribe el código de tu aplicación de autenticación, o uno de recuperación.',
    code_wrong: 'Este código no es correcto o ya se usó. Escribe el que la aplicación muestra ahora.',
    too_many_factors: 'No puedes tener más aplicaciones de autenticación. Quita una primero.',

    'event.second-factor-add': 'Aplicación de autenticación añadida',
    'event.second-factor-remove': 'Segundo paso del inicio de sesión quitado',
    'event.recovery-codes-make': 'Nuevos códigos de recuperación creados',
    'event.recovery-code-use': 'Código de recuperación usado',

    'second_factor.enter_title': 'Un paso más',
    'second_factor.enter_lead':
      'Escribe el código que muestra ahora tu aplicación de autenticación. También vale, una vez, un código de recuperación.',
    'second_factor.code': 'Código',
    'second_factor.enter': 'Iniciar sesión',
    'second_factor.lost':
      '¿No tienes a mano ni la aplicación ni un código de recuperación? Pide a quien lleva este sitio que te deje entrar de nuevo.',
    'second_factor.prove_title': '¿Eres tú?',
    'second_factor.prove_lead':
      'Esto cambia cómo inicias sesión, así que escribe antes un código de tu aplicación de autenticación.',
    'second_factor.prove': 'Seguir',

    'second_factor.row': 'Segundo paso',
    'second_factor.on': 'activo',
    'second_factor.off_line': 'Tu contraseña basta para abrir esta cuenta.',
    'second_factor.apps_one': '{{count}} aplicación de autenticación',
    'second_factor.apps_other': '{{count}} aplicaciones de autenticación',
    'second_factor.manage': 'Gestionar',
    'second_factor.set_up_short': 'Configurar',

    'second_factor.title': 'Inicio de sesión en dos pasos',
    'second_factor.lead':
      'Además de tu contraseña muestras un código que crea una aplicación de tu teléfono. Quien solo tiene tu contraseña no entra.',
    'second_factor.apps_title': 'Aplicaciones de autenticación',
    'second_factor.none_title': 'Aún sin configurar',
    'second_factor.none':
      'Necesitas una aplicación como Aegis, Google Authenticator, 1Password o el gestor de contraseñas de tu teléfono.',
    'second_factor.set_up': 'Configurar una aplicación de autenticación',
    'second_factor.add': 'Añadir otra aplicación',
    'second_factor.unnamed': 'Aplicación de autenticación',
    'second_factor.since': 'desde',
    'second_factor.used': 'último uso',
    'second_factor.unused': 'sin usar',
    'second_factor.remove': 'Quitar',
    'second_factor.remove_named': 'Quitar: {{name}}',
    'second_factor.remove_title': '¿Quitar esta aplicación?',
    'second_factor.remove_text': 'Sus códigos dejarán de abrir nada.',
    'second_factor.remove_last':
      'Es la única: desde entonces tu contraseña basta para abrir esta cuenta, y tus códigos de recuperación se acaban.',
    'second_factor.removed': 'La aplicación de autenticación se ha quitado.',

    'second_factor.begin_title': 'Configurar una aplicación de autenticación',
    'second_factor.begin_lead': 'Lleva un minuto. Ten la aplicación abierta en tu teléfono.',
    'second_factor.scan': 'Escanea esto con la aplicación',
    'second_factor.scan_alt': 'Código QR para la aplicación de autenticación',
    'second_factor.type': 'O escribe en ella esta clave',
    'second_factor.first_code': 'Código que muestra la aplicación',
    'second_factor.first_code_hint':
      'Seis cifras. Demuestra que la aplicación funciona y activa el segundo paso.',
    'second_factor.name': 'Nombre de la aplicación',
    'second_factor.name_hint': 'Para distinguir varias: «Teléfono».',
    'second_factor.confirm': 'Activarlo',

    'second_factor.codes_title': 'Tus códigos de recuperación',
    'second_factor.codes_lead':
      'Cada uno te deja entrar una vez si no tienes a mano la aplicación. Guárdalos lejos del teléfono: solo se muestran esta vez.',
    'second_factor.codes_on': 'El inicio de sesión en dos pasos está activo.',
    'second_factor.codes_done': 'Los he guardado',
    'second_factor.codes': 'Códigos de recuperación',
    'second_factor.codes_left_one': 'Queda {{count}} de {{made}}.',
    'second_factor.codes_left_other': 'Quedan {{count}} de {{made}}.',
    'second_factor.codes_few': 'quedan pocos',
    'second_factor.codes_none': 'Ninguno. Sin la aplicación no podrías iniciar sesión.',
    'second_factor.codes_make': 'Crear códigos nuevos',
    'second_factor.codes_make_title': '¿Crear códigos de recuperación nuevos?',
    'second_factor.codes_make_text': 'Los que tienes dejarán de valer.',

    'mail.second_factor.totp-added.subject': 'Se ha configurado el inicio de sesión en dos pasos en {{site}}',
    'mail.second_factor.totp-added.text':
      'Se ha añadido una aplicación de autenticación a tu cuenta en {{site}}. Sus códigos se piden en cada inicio de sesión.',
    'mail.second_factor.totp-removed.subject': 'Se ha quitado una aplicación de autenticación en {{site}}',
    'mail.second_factor.totp-removed.text':
      'Se ha quitado una aplicación de autenticación de tu cuenta en {{site}}.',
    'mail.second_factor.recovery-codes-made.subject': 'Nuevos códigos de recuperación en {{site}}',
    'mail.second_factor.recovery-codes-made.text':
      'Se han creado códigos de recuperación nuevos para tu cuenta en {{site}}. Los anteriores ya no valen.',
    'mail.second_factor.recovery-code-used.subject': 'Se ha usado un código de recuperación en {{site}}',
    'mail.second_factor.recovery-code-used.text':
      'Se ha usado un código de recuperación de tu cuenta en {{site}}. Ya no vale.',
    'mail.second_factor.removed-by-operator.subject':
      'Se ha desactivado el inicio de sesión en dos pasos en {{site}}',
    'mail.second_factor.removed-by-operator.text':
      'Quien lleva {{site}} ha quitado las aplicaciones de autenticación y los códigos de recuperación de tu cuenta. Ahora basta tu contraseña para abrirla.',

    'cli.about.second_factor': 'gestionar el segundo paso del inicio de sesión de alguien',
    'cli.about.second_factor.list': 'listar lo que alguien muestra además de la contraseña',
    'cli.about.second_factor.remove':
      'quitar todas las aplicaciones de autenticación y los códigos de recuperación a quien los perdió; se le avisa por correo',
    'cli.second_factor.none': 'Nada: la contraseña basta para abrir esta cuenta.',
    'cli.second_factor.codes': 'Códigos de recuperación que quedan: {{left}} de {{made}}',
    'cli.second_factor.removed_one':
      'Se ha quitado {{count}} aplicación de autenticación y todos los códigos de recuperación.',
    'cli.second_factor.removed_other':
      'Se han quitado {{count}} aplicaciones de autenticación y todos los códigos de recuperación.',
    'cli.heading.app': 'APLICACIÓN',
    'cli.heading.kind': 'TIPO',
    'cli.heading.confirmed': 'DESDE',
    'cli.heading.last_used': 'ÚLTIMO USO',
  },
});
