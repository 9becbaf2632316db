import type { mail as english } from '../en/mail.ts';

export const mail: Record<keyof typeof english, string> = {
  'mail.greeting': 'Hola, {{username}}:',
  'mail.link_below': 'Si el botón no hace nada, copia esta dirección en tu navegador:',
  'mail.valid_minutes_one': 'El enlace sirve una vez, durante {{count}} minuto.',
  'mail.valid_minutes_other': 'El enlace sirve una vez, durante {{count}} minutos.',
  'mail.valid_hours_one': 'El enlace sirve una vez, durante {{count}} hora.',
  'mail.valid_hours_other': 'El enlace sirve una vez, durante {{count}} horas.',
  'mail.valid_days_one': 'El enlace sirve una vez, durante {{count}} día.',
  'mail.valid_days_other': 'El enlace sirve una vez, durante {{count}} días.',
  'mail.when': 'Cuándo',
  'mail.where': 'Dirección IP',
  'mail.with': 'Dispositivo',
  'mail.not_you_reset':
    'Si no has sido tú, elige ya una contraseña nueva. Así se cierran todas las sesiones.',
  'mail.reset_action': 'Elegir una contraseña nueva',
  'mail.stop_notices': 'Dejar de recibir estos correos',
  'mail.footer': 'Este correo trata de una cuenta en {{site}}.',
  'mail.footer_security':
    '{{site}} te envía esto para proteger tu cuenta. Estos correos no se pueden desactivar.',

  'mail.several_accounts':
    'Hay varias cuentas creadas con esta dirección de correo, quizá no todas por ti. Abre solo el enlace de una cuenta que sea tuya.',
  'mail.account_created': 'Esta cuenta se creó el {{moment}}.',
  'mail.activation.subject': 'Activa tu cuenta en {{site}}',
  'mail.activation.text': 'Confirma que esta dirección de correo es tuya para activar tu cuenta en {{site}}:',
  'mail.activation.action': 'Activar mi cuenta',
  'mail.activation.action_of': 'Activar {{username}}',
  'mail.activation.open':
    'El enlace confirma que la dirección es tuya. Puedes iniciar sesión antes de abrirlo.',
  'mail.activation.open_by_username':
    'El enlace confirma que la dirección es tuya. Antes de abrirlo puedes iniciar sesión con tu nombre de usuario.',
  'mail.activation.closed': 'Nadie puede iniciar sesión en la cuenta antes de que se active.',
  'mail.activation.removed': 'Si la cuenta no se activa antes del {{moment}}, se elimina.',
  'mail.activation.ignore': 'Si no has creado la cuenta, no hagas nada y no abras el enlace.',

  'mail.already_registered.subject': 'Ya tienes una cuenta en {{site}}',
  'mail.already_registered.text':
    'Alguien, quizá tú, ha creado una cuenta en {{site}} con esta dirección. La dirección ya pertenece a tu cuenta, y en esa cuenta no ha cambiado nada.',
  'mail.already_registered.known': 'Tu nombre de usuario es {{username}}.',
  'mail.already_registered.action': 'Iniciar sesión',
  'mail.already_registered.forgot': 'Si ya no recuerdas tu contraseña, elige una nueva aquí:',
  'mail.already_registered.ignore':
    'Si no has sido tú, no hace falta hacer nada. A nadie se le ha dicho que la cuenta existe.',

  'mail.welcome.subject': 'Te damos la bienvenida a {{site}}',
  'mail.welcome.text': 'Tu dirección está confirmada y tu cuenta está activada.',
  'mail.welcome.action': 'Iniciar sesión',

  'mail.password_reset.subject': 'Restablecer la contraseña en {{site}}',
  'mail.password_reset.text':
    'Alguien ha pedido una contraseña nueva para tu cuenta en {{site}}. Si has sido tú, elígela aquí:',
  'mail.password_reset.action': 'Elegir una contraseña nueva',
  'mail.password_reset.action_of': 'Elegir una contraseña nueva para {{username}}',
  'mail.password_reset.ignore': 'Si no has sido tú, no hagas nada: tu contraseña sigue siendo la misma.',
  'mail.username_reset.subject': 'Cambiar el nombre de usuario en {{site}}',
  'mail.username_reset.text':
    'Alguien ha pedido otro nombre de usuario para tu cuenta en {{site}}. Si has sido tú, elígelo aquí:',
  'mail.username_reset.action': 'Elegir otro nombre de usuario',
  'mail.username_reset.ignore':
    'Si no has sido tú, no hagas nada: tu nombre de usuario sigue siendo el mismo.',

  'mail.username_changed.subject': 'Tu nombre de usuario en {{site}} ha cambiado',
  'mail.username_changed.text': 'Ahora inicias sesión en {{site}} como {{newUsername}}.',

  'mail.personal_token_created.subject': 'Se ha creado un token para tu cuenta en {{site}}',
  'mail.personal_token_created.read':
    'Se ha creado un token de acceso personal para tu cuenta en {{site}}: «{{name}}». Quien lo tenga puede leer lo que permite, sin contraseña.',
  'mail.personal_token_created.write':
    'Se ha creado un token de acceso personal para tu cuenta en {{site}}: «{{name}}». Quien lo tenga puede leer y cambiar lo que permite, sin contraseña.',
  'mail.personal_token_created.ends_one':
    'Caduca dentro de {{count}} día, y no termina si cambias la contraseña.',
  'mail.personal_token_created.ends_other':
    'Caduca dentro de {{count}} días, y no termina si cambias la contraseña.',
  'mail.personal_token_created.not_you':
    'Si no has sido tú, elige una contraseña nueva con un enlace de tu correo. Con ella terminan todas las sesiones y todos los tokens.',
  'mail.personal_token_created.tokens': 'Ver mis tokens',

  'mail.password_changed.subject': 'Tu contraseña en {{site}} ha cambiado',
  'mail.password_changed.change':
    'La contraseña de tu cuenta en {{site}} ha cambiado. Se han cerrado las demás sesiones.',
  'mail.password_changed.reset':
    'La contraseña de tu cuenta en {{site}} se ha restablecido con un enlace que te enviamos. Se han cerrado todas las sesiones.',
  'mail.password_changed.set': 'Se ha creado una contraseña para tu cuenta en {{site}}.',
  'mail.password_changed.operator':
    'Quienes llevan {{site}} han dado una contraseña nueva a tu cuenta. Se han cerrado todas las sesiones.',
  'mail.password_changed.operator_knows':
    'Quien la puso la conoce. Elige una que solo conozcas tú: entonces se cierran de nuevo todas las sesiones.',

  'mail.email_change_confirm.subject': 'Confirma tu nueva dirección en {{site}}',
  'mail.email_change_confirm.text':
    'Has pedido usar {{newEmail}} en tu cuenta de {{site}}. Abre este enlace en el navegador donde tienes la sesión iniciada:',
  'mail.email_change_confirm.action': 'Confirmar la dirección nueva',
  'mail.email_change_confirm.ignore':
    'Si no lo has pedido tú, no hagas nada: tu dirección sigue siendo la misma.',

  'mail.email_add_confirm.subject': 'Confirma tu otra dirección en {{site}}',
  'mail.email_add_confirm.text':
    'Has añadido {{newEmail}} a tu cuenta de {{site}}. Abre este enlace en el navegador donde tienes la sesión iniciada:',
  'mail.email_add_confirm.action': 'Confirmar la dirección',
  'mail.email_add_confirm.ignore': 'Si no lo has pedido tú, no hagas nada: la dirección no se usa.',

  'mail.email_list_changed.added_subject': 'Se ha añadido una dirección a tu cuenta en {{site}}',
  'mail.email_list_changed.added': '{{address}} es ahora una de las direcciones de tu cuenta en {{site}}.',
  'mail.email_list_changed.removed_subject': 'Se ha quitado una dirección de tu cuenta en {{site}}',
  'mail.email_list_changed.removed': '{{address}} ya no es una de las direcciones de tu cuenta en {{site}}.',

  'mail.email_changed.subject': 'Tu dirección en {{site}} ha cambiado',
  'mail.email_changed.text': 'Tu cuenta en {{site}} ya no usa esta dirección. La nueva es {{newEmail}}.',
  'mail.email_changed.undo':
    'Si no has sido tú, deshaz el cambio. Tu cuenta vuelve a esta dirección y se cierran todas las sesiones:',
  'mail.email_changed.action': 'Deshacer el cambio',

  'mail.email_returned.subject': 'Tu cuenta en {{site}} vuelve a usar su dirección anterior',
  'mail.email_returned.text':
    'Tu cuenta en {{site}} vuelve a usar {{email}}, la dirección que tenía antes del último cambio. Los enlaces de nuestros mensajes sobre ese cambio ya no funcionan.',
  'mail.email_returned.not_you':
    'Si no has sido tú, hay otra persona en tu cuenta. Elige una contraseña nueva: el enlace llega a {{email}} y se cierran todas las sesiones.',

  'mail.new_device.subject': 'Nuevo inicio de sesión en tu cuenta de {{site}}',
  'mail.new_device.text': 'Alguien ha iniciado sesión en tu cuenta de {{site}} desde un dispositivo nuevo.',
  'mail.you': 'Si has sido tú, no hace falta hacer nada.',
  'mail.new_device.look_first': 'También puedes mirar antes tus sesiones y dispositivos:',
  'mail.new_device.sessions': 'Sesiones y dispositivos',

  'mail.guessing_noticed.subject': 'Contraseña correcta tras otras erróneas en {{site}}',
  'mail.guessing_noticed.text_one':
    'Alguien ha introducido la contraseña correcta de tu cuenta de {{site}} después de {{count}} intento con una errónea.',
  'mail.guessing_noticed.text_other':
    'Alguien ha introducido la contraseña correcta de tu cuenta de {{site}} después de {{count}} intentos con contraseñas erróneas.',

  'mail.log_in_held.subject': 'Contraseñas erróneas en tu cuenta de {{site}}',
  'mail.log_in_held.text_one': 'Se ha probado {{count}} contraseña errónea en tu cuenta de {{site}}.',
  'mail.log_in_held.text_other':
    'Se han probado {{count}} contraseñas erróneas seguidas en tu cuenta de {{site}}. Para evitarlo, ya no aceptamos una contraseña desde un navegador que no conocemos.',
  'mail.log_in_held.what_works':
    'Aún puedes iniciar sesión desde los navegadores que ya habías usado, y eso levanta esta restricción. Para hacerlo desde cualquier otro, elige una contraseña nueva:',

  'mail.test.subject': 'Un mensaje de prueba de {{site}}',
  'mail.test.text':
    'Este mensaje lo ha enviado la orden sendtestemail. Que lo leas significa que el correo sale de {{site}}.',
  'mail.test.links': 'Los mensajes sobre cuentas vienen del mismo remitente. No hay nada que hacer.',
  'mail.account_deleted.subject': 'Tu cuenta en {{site}} se ha eliminado',
  'mail.account_deleted.text':
    'Tu cuenta {{username}} en {{site}} y todo lo que le pertenecía se han eliminado. Este es nuestro último correo.',
  'mail.account_deleted.not_you': 'Si no has sido tú, escribe cuanto antes a quienes llevan {{site}}.',
};
