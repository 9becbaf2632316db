import { inBothLanguages } from '../both-languages.ts';

/** Webhooks: what the terminal, the audit log and e-mails say of them. Long because both languages stand beside each other, as of each feature. */
export const webhookTexts = inBothLanguages({
  en: {
    'cli.about.webhook': 'tell other programs of events: list, add and look after their endpoints',
    'cli.about.webhook.list': 'list the endpoints that were added',
    'cli.about.webhook.add': 'tell one more endpoint of events, and show its secret once',
    'cli.about.webhook.url': 'where events are posted, such as https://example.org/hooks/',
    'cli.about.webhook.events': 'only these types, separated by commas; without it all but login.failed',
    'cli.about.webhook.description': 'what it is, for the list',
    'cli.about.webhook.id': 'its number, as `webhook list` shows it',
    'cli.about.webhook.remove': 'forget an endpoint, its secret and its log',
    'cli.about.webhook.enable': 'tell a disabled endpoint of events again',
    'cli.about.webhook.disable': 'tell an endpoint of nothing until it is enabled',
    'cli.about.webhook.test': 'send an event of the type webhook.test at once, and say what came back',
    'cli.about.webhook.rotate_secret': 'give an endpoint a new secret; for 24 hours the one before signs too',
    'cli.about.webhook.rotate_secret.now': 'after a theft: end the one before at once',
    'cli.about.webhook.log': 'list what was sent and is to be sent, newest first',
    'cli.about.webhook.log.endpoint': 'only of this endpoint',
    'cli.about.webhook.log.failed': 'only what was given up',
    'cli.about.webhook.log.before': 'only those with a lower number',
    'cli.about.webhook.resend': 'send one delivery again, or all of an endpoint that failed',
    'cli.about.webhook.resend.id': 'the number of a delivery, as `webhook log` shows it',
    'cli.about.webhook.resend.endpoint': 'the endpoint whose failed deliveries are sent again',
    'cli.about.webhook.resend.failed_since':
      'those that failed at this moment or later: 2026-03-01, or with a time',

    'cli.heading.url': 'URL',
    'cli.heading.events': 'EVENTS',
    'cli.heading.description': 'DESCRIPTION',
    'cli.heading.dropped': 'DROPPED',
    'cli.heading.endpoint': 'ENDPOINT',
    'cli.heading.event': 'EVENT',
    'cli.heading.happened_at': 'HAPPENED AT',
    'cli.heading.tried_at': 'TRIED AT',
    'cli.heading.event_id': 'EVENT ID',
    'cli.heading.status': 'STATUS',
    'cli.heading.milliseconds': 'MS',

    'cli.webhook.none': 'No endpoints. Add one: stagedoor webhook add https://example.org/hooks/',
    'cli.webhook.none_sent': 'No deliveries.',
    'cli.webhook.all_events': 'all but login.failed',
    'cli.webhook.unreadable': 'sealed under another CRYPTOGRAPHY_KEY',
    'cli.webhook.is_enabled': 'enabled',
    'cli.webhook.is_failing': 'failing since {{moment}}',
    'cli.webhook.is_resting': 'failing since {{moment}}, rests until {{until}}',
    'cli.webhook.is_disabled_operator': 'disabled',
    'cli.webhook.is_disabled_gone': 'disabled: it said that it is gone (410)',
    'cli.webhook.is_disabled_failing': 'disabled: nothing reached it for days',
    'cli.webhook.is_disabled_unreadable': 'disabled: its secret could not be read for days',
    'cli.webhook.state_waiting': 'waiting',
    'cli.webhook.state_delivered': 'delivered',
    'cli.webhook.state_failed': 'failed',
    'cli.webhook.added':
      'Endpoint {{id}} is told of events from now on. Try it: stagedoor webhook test {{id}}',
    'cli.webhook.secret': 'Its secret, shown now and never again: {{secret}}',
    'cli.webhook.removed': 'Endpoint {{id}} removed.',
    'cli.webhook.enabled': 'Endpoint {{id}} is told of events again.',
    'cli.webhook.disabled': 'Endpoint {{id}} is told of nothing until you enable it.',
    'cli.webhook.already_enabled': 'Endpoint {{id}} is enabled already.',
    'cli.webhook.already_disabled': 'Endpoint {{id}} is disabled already.',
    'cli.webhook.not_there': 'There is no endpoint {{id}}.',
    'cli.webhook.not_an_id': '{{id}} is not the number of an endpoint or of a delivery.',
    'cli.webhook.secret_rotated':
      'Until {{moment}} both secrets sign. Give the new one to the receiver by then.',
    'cli.webhook.secret_replaced':
      'The secret before ended at once: the receiver refuses what comes until it has the new one.',
    'cli.webhook.secret_unreadable':
      'The secret of endpoint {{id}} cannot be read: the CRYPTOGRAPHY_KEY that sealed it is gone. Remove the endpoint and add it again.',
    'cli.webhook.received': 'Received: {{status}} after {{ms}} ms.',
    'cli.webhook.released_one': '{{count}} delivery that waited is due now.',
    'cli.webhook.released_other': '{{count}} deliveries that waited are due now.',
    'cli.webhook.not_received': 'Not received after {{ms}} ms: {{error}}.',
    'cli.webhook.resent_one': '{{count}} delivery is sent again.',
    'cli.webhook.resent_other': '{{count}} deliveries are sent again.',
    'cli.webhook.resend_either': 'Give the number of a delivery, or --endpoint with --failed-since.',
    'cli.webhook.delivery_not_there':
      'There is no delivery {{id}}. The log keeps what is over for a while only.',
    'cli.webhook.delivery_waits':
      'Delivery {{id}} waits already, and is tried at {{moment}}. A successful test sends what waits at once: stagedoor webhook test {{endpoint}}',
    'cli.webhook.all_wait':
      'None has failed since then. What waits for endpoint {{endpoint}} is tried from {{moment}} on. A successful test sends it at once: stagedoor webhook test {{endpoint}}',
    'cli.webhook.endpoint_disabled':
      'Endpoint {{id}} is disabled. Enable it first: stagedoor webhook enable {{id}}',
    'cli.webhook.resend_stopped_one':
      'Endpoint {{id}} was disabled meanwhile. {{count}} delivery had been put back, and has failed again.',
    'cli.webhook.resend_stopped_other':
      'Endpoint {{id}} was disabled meanwhile. {{count}} deliveries had been put back, and what was not sent by then has failed again.',
    'cli.webhook.too_many': 'There are {{most}} endpoints, and no more are told.',
    'cli.webhook.url_no_address':
      'The URL must be an address such as https://example.org/hooks/, without user, password and fragment.',
    'cli.webhook.url_not_https': 'The URL must start with https:// in production.',
    'cli.webhook.url_private':
      'The URL must have a public address: {{host}} is inside, and nothing is sent there unless WEBHOOK_ALLOW_PRIVATE=true.',
    'cli.webhook.same_url_one': 'Endpoint {{ids}} has this URL too: what both ask for is sent there twice.',
    'cli.webhook.same_url_other':
      'Endpoints {{ids}} have this URL too: what several ask for is sent there several times.',
    'cli.webhook.events_none':
      '--events: name the types, separated by commas, or leave it out for all but login.failed.',
    'cli.webhook.events_unknown': '--events: {{type}} is told by nobody here.',
    'cli.webhook.events_too_long': '--events: these are too many.',
    'cli.webhook.description_too_long': '--description: one line of at most 200 characters.',

    'webhook.error.answered': 'answered {{detail}}',
    'webhook.error.no-answer': 'no answer within {{detail}} s',
    'webhook.error.unreadable': 'the CRYPTOGRAPHY_KEY that sealed it is gone',
    'webhook.error.disabled': 'the endpoint was disabled',
    'webhook.error.too-many': 'more than {{detail}} of this type wait',
    'webhook.unreached.ENOTFOUND': 'no such host',
    'webhook.unreached.EAI_AGAIN': 'the name of the host could not be resolved',
    'webhook.unreached.ECONNREFUSED': 'the host takes no connections there',
    'webhook.unreached.ECONNRESET': 'the connection was broken off',
    'webhook.unreached.EPIPE': 'the connection was broken off',
    'webhook.unreached.ETIMEDOUT': 'the host does not answer',
    'webhook.unreached.EHOSTUNREACH': 'the host cannot be reached',
    'webhook.unreached.ENETUNREACH': 'the host cannot be reached',
    'webhook.unreached.CERT_HAS_EXPIRED': 'the certificate has expired',
    'webhook.unreached.DEPTH_ZERO_SELF_SIGNED_CERT': 'nobody vouches for the certificate',
    'webhook.unreached.SELF_SIGNED_CERT_IN_CHAIN': 'nobody vouches for the certificate',
    'webhook.unreached.UNABLE_TO_VERIFY_LEAF_SIGNATURE': 'nobody vouches for the certificate',
    'webhook.unreached.ERR_TLS_CERT_ALTNAME_INVALID': 'the certificate is for another name',
    'webhook.unreached.PRIVATE_ADDRESS': 'the address is not a public one, and WEBHOOK_ALLOW_PRIVATE is off',
    'webhook.unreached.CLOSED': 'the connection closed without an answer',
    'webhook.unreached.SWITCHED_PROTOCOLS': 'answered 101 instead of taking the event',

    'event.webhook-add': 'Endpoint of webhooks added',
    'event.webhook-remove': 'Endpoint of webhooks removed',
    'event.webhook-enable': 'Endpoint of webhooks enabled',
    'event.webhook-disable': 'Endpoint of webhooks disabled',
    'event.webhook-secret-change': 'New secret for an endpoint of webhooks',
    'event.webhook-resend': 'Events sent again to an endpoint of webhooks',
    'event.webhook-test': 'Endpoint of webhooks tested',

    'mail.webhook_disabled.subject': '{{site}} no longer tells {{host}} of events',
    'mail.webhook_disabled.gone':
      'The endpoint at {{host}} answered that it is gone (410). {{site}} has disabled it and tells it of events no more.',
    'mail.webhook_disabled.failing':
      'Nothing has reached the endpoint at {{host}} for days. {{site}} has disabled it and tells it of events no more.',
    'mail.webhook_disabled.subject_unreadable': '{{site}} no longer tells its endpoint {{id}} of events',
    'mail.webhook_disabled.unreadable':
      'The address and the secret of endpoint {{id}} could not be read for days: the CRYPTOGRAPHY_KEY that sealed them is gone. {{site}} has disabled it and tells it of events no more.',
    'mail.webhook_disabled.add_again':
      'If the key is found, set it again and run: npx stagedoor webhook enable {{id}}. Otherwise remove the endpoint and add it again.',
    'mail.webhook_disabled.enable':
      'Once it works again, enable it at the command line of the server: npx stagedoor webhook enable {{id}}',
    'mail.webhook_disabled.missed':
      'What it missed is in the log: npx stagedoor webhook log --endpoint {{id}} --failed',
    'mail.webhook_disabled.footer': 'You get this email because you are a superuser of {{site}}.',
  },
  es: {
    'cli.about.webhook': 'cuenta lo que pasa a otros programas: lista, añade y cuida sus destinos',
    'cli.about.webhook.list': 'lista los destinos añadidos',
    'cli.about.webhook.add': 'añade un destino y muestra su secreto una sola vez',
    'cli.about.webhook.url': 'adónde se envían los eventos, como https://example.org/hooks/',
    'cli.about.webhook.events': 'solo estos tipos, separados por comas; sin ello, todos menos login.failed',
    'cli.about.webhook.description': 'qué es, para la lista',
    'cli.about.webhook.id': 'su número, como lo muestra `webhook list`',
    'cli.about.webhook.remove': 'olvida un destino, su secreto y su registro',
    'cli.about.webhook.enable': 'vuelve a contar lo que pasa a un destino desactivado',
    'cli.about.webhook.disable': 'no cuenta nada a un destino hasta que se active',
    'cli.about.webhook.test': 'envía al momento un evento de tipo webhook.test y dice qué respondió',
    'cli.about.webhook.rotate_secret':
      'da a un destino un secreto nuevo; durante 24 horas el anterior también firma',
    'cli.about.webhook.rotate_secret.now': 'tras un robo: termina al momento el anterior',
    'cli.about.webhook.log': 'lista lo enviado y lo que se va a enviar, lo más nuevo primero',
    'cli.about.webhook.log.endpoint': 'solo de este destino',
    'cli.about.webhook.log.failed': 'solo lo que se dio por perdido',
    'cli.about.webhook.log.before': 'solo los de número menor',
    'cli.about.webhook.resend': 'vuelve a enviar un envío, o todos los fallidos de un destino',
    'cli.about.webhook.resend.id': 'el número de un envío, como lo muestra `webhook log`',
    'cli.about.webhook.resend.endpoint': 'el destino cuyos envíos fallidos se repiten',
    'cli.about.webhook.resend.failed_since':
      'los que fallaron en este momento o después: 2026-03-01, o con hora',

    'cli.heading.url': 'URL',
    'cli.heading.events': 'EVENTOS',
    'cli.heading.description': 'DESCRIPCIÓN',
    'cli.heading.dropped': 'PERDIDOS',
    'cli.heading.endpoint': 'DESTINO',
    'cli.heading.event': 'EVENTO',
    'cli.heading.happened_at': 'OCURRIÓ',
    'cli.heading.tried_at': 'INTENTADO',
    'cli.heading.event_id': 'ID DEL EVENTO',
    'cli.heading.status': 'RESPUESTA',
    'cli.heading.milliseconds': 'MS',

    'cli.webhook.none': 'No hay destinos. Añade uno: stagedoor webhook add https://example.org/hooks/',
    'cli.webhook.none_sent': 'No hay envíos.',
    'cli.webhook.all_events': 'todos menos login.failed',
    'cli.webhook.unreadable': 'cifrado con otra CRYPTOGRAPHY_KEY',
    'cli.webhook.is_enabled': 'activo',
    'cli.webhook.is_failing': 'falla desde {{moment}}',
    'cli.webhook.is_resting': 'falla desde {{moment}}, descansa hasta {{until}}',
    'cli.webhook.is_disabled_operator': 'desactivado',
    'cli.webhook.is_disabled_gone': 'desactivado: dijo que ya no existe (410)',
    'cli.webhook.is_disabled_failing': 'desactivado: nada le llegó durante días',
    'cli.webhook.is_disabled_unreadable': 'desactivado: su secreto no se pudo leer durante días',
    'cli.webhook.state_waiting': 'en espera',
    'cli.webhook.state_delivered': 'entregado',
    'cli.webhook.state_failed': 'fallido',
    'cli.webhook.added':
      'Al destino {{id}} se le cuenta lo que pasa desde ahora. Pruébalo: stagedoor webhook test {{id}}',
    'cli.webhook.secret': 'Su secreto, que se muestra ahora y nunca más: {{secret}}',
    'cli.webhook.removed': 'Destino {{id}} eliminado.',
    'cli.webhook.enabled': 'Al destino {{id}} se le vuelve a contar lo que pasa.',
    'cli.webhook.disabled': 'Al destino {{id}} no se le cuenta nada hasta que lo actives.',
    'cli.webhook.already_enabled': 'El destino {{id}} ya está activo.',
    'cli.webhook.already_disabled': 'El destino {{id}} ya está desactivado.',
    'cli.webhook.not_there': 'No hay ningún destino con el número {{id}}.',
    'cli.webhook.not_an_id': '{{id}} no es el número de un destino ni de un envío.',
    'cli.webhook.secret_rotated': 'Hasta {{moment}} firman los dos secretos. Da el nuevo al receptor antes.',
    'cli.webhook.secret_replaced':
      'El secreto anterior terminó al momento: el receptor rechaza lo que llega hasta que tenga el nuevo.',
    'cli.webhook.secret_unreadable':
      'El secreto del destino {{id}} no se puede leer: ya no está la CRYPTOGRAPHY_KEY con la que se cifró. Elimina el destino y añádelo otra vez.',
    'cli.webhook.received': 'Recibido: {{status}} a los {{ms}} ms.',
    'cli.webhook.released_one': 'Se envía ahora {{count}} envío que esperaba.',
    'cli.webhook.released_other': 'Se envían ahora {{count}} envíos que esperaban.',
    'cli.webhook.not_received': 'No recibido a los {{ms}} ms: {{error}}.',
    'cli.webhook.resent_one': 'Se vuelve a enviar {{count}} envío.',
    'cli.webhook.resent_other': 'Se vuelven a enviar {{count}} envíos.',
    'cli.webhook.resend_either': 'Indica el número de un envío, o --endpoint con --failed-since.',
    'cli.webhook.delivery_not_there':
      'No hay ningún envío con el número {{id}}. El registro guarda lo terminado solo un tiempo.',
    'cli.webhook.delivery_waits':
      'El envío {{id}} ya espera, y se intenta en {{moment}}. Una prueba con éxito envía al momento lo que espera: stagedoor webhook test {{endpoint}}',
    'cli.webhook.all_wait':
      'Ninguno ha fallado desde entonces. Lo que espera para el destino {{endpoint}} se intenta desde {{moment}}. Una prueba con éxito lo envía al momento: stagedoor webhook test {{endpoint}}',
    'cli.webhook.endpoint_disabled':
      'El destino {{id}} está desactivado. Actívalo antes: stagedoor webhook enable {{id}}',
    'cli.webhook.resend_stopped_one':
      'El destino {{id}} se desactivó mientras tanto. {{count}} envío había vuelto a la cola, y ha fallado otra vez.',
    'cli.webhook.resend_stopped_other':
      'El destino {{id}} se desactivó mientras tanto. {{count}} envíos habían vuelto a la cola, y lo que no se envió antes ha fallado otra vez.',
    'cli.webhook.too_many': 'Hay {{most}} destinos, y no caben más.',
    'cli.webhook.url_no_address':
      'La URL debe ser una dirección como https://example.org/hooks/, sin usuario, contraseña ni fragmento.',
    'cli.webhook.url_not_https': 'La URL debe empezar por https:// en producción.',
    'cli.webhook.url_private':
      'La URL debe tener una dirección pública: {{host}} es interna, y allí no se envía nada sin WEBHOOK_ALLOW_PRIVATE=true.',
    'cli.webhook.same_url_one':
      'También tiene esta URL el destino {{ids}}: lo que pidan los dos llega dos veces.',
    'cli.webhook.same_url_other':
      'También tienen esta URL los destinos {{ids}}: lo que pidan varios llega varias veces.',
    'cli.webhook.events_none':
      '--events: nombra los tipos, separados por comas, o no lo pongas para todos menos login.failed.',
    'cli.webhook.events_unknown': '--events: aquí nadie cuenta {{type}}.',
    'cli.webhook.events_too_long': '--events: son demasiados.',
    'cli.webhook.description_too_long': '--description: una línea de 200 caracteres como máximo.',

    'webhook.error.answered': 'respondió {{detail}}',
    'webhook.error.no-answer': 'sin respuesta en {{detail}} s',
    'webhook.error.unreadable': 'ya no está la CRYPTOGRAPHY_KEY con la que se cifró',
    'webhook.error.disabled': 'el destino se desactivó',
    'webhook.error.too-many': 'esperan más de {{detail}} de este tipo',
    'webhook.unreached.ENOTFOUND': 'ese host no existe',
    'webhook.unreached.EAI_AGAIN': 'no se pudo resolver el nombre del host',
    'webhook.unreached.ECONNREFUSED': 'el host no acepta conexiones ahí',
    'webhook.unreached.ECONNRESET': 'se cortó la conexión',
    'webhook.unreached.EPIPE': 'se cortó la conexión',
    'webhook.unreached.ETIMEDOUT': 'el host no responde',
    'webhook.unreached.EHOSTUNREACH': 'no se puede llegar al host',
    'webhook.unreached.ENETUNREACH': 'no se puede llegar al host',
    'webhook.unreached.CERT_HAS_EXPIRED': 'el certificado ha caducado',
    'webhook.unreached.DEPTH_ZERO_SELF_SIGNED_CERT': 'nadie avala el certificado',
    'webhook.unreached.SELF_SIGNED_CERT_IN_CHAIN': 'nadie avala el certificado',
    'webhook.unreached.UNABLE_TO_VERIFY_LEAF_SIGNATURE': 'nadie avala el certificado',
    'webhook.unreached.ERR_TLS_CERT_ALTNAME_INVALID': 'el certificado es de otro nombre',
    'webhook.unreached.PRIVATE_ADDRESS':
      'la dirección no es pública, y WEBHOOK_ALLOW_PRIVATE está desactivado',
    'webhook.unreached.CLOSED': 'la conexión se cerró sin respuesta',
    'webhook.unreached.SWITCHED_PROTOCOLS': 'respondió 101 en lugar de recibir el evento',

    'event.webhook-add': 'Destino de webhooks añadido',
    'event.webhook-remove': 'Destino de webhooks eliminado',
    'event.webhook-enable': 'Destino de webhooks activado',
    'event.webhook-disable': 'Destino de webhooks desactivado',
    'event.webhook-secret-change': 'Secreto nuevo para un destino de webhooks',
    'event.webhook-resend': 'Eventos enviados otra vez a un destino de webhooks',
    'event.webhook-test': 'Destino de webhooks probado',

    'mail.webhook_disabled.subject': '{{site}} ya no cuenta lo que pasa a {{host}}',
    'mail.webhook_disabled.gone':
      'El destino en {{host}} respondió que ya no existe (410). {{site}} lo ha desactivado y no le cuenta nada más.',
    'mail.webhook_disabled.failing':
      'Nada ha llegado al destino en {{host}} durante días. {{site}} lo ha desactivado y no le cuenta nada más.',
    'mail.webhook_disabled.subject_unreadable': '{{site}} ya no cuenta lo que pasa a su destino {{id}}',
    'mail.webhook_disabled.unreadable':
      'La dirección y el secreto del destino {{id}} no se pudieron leer durante días: ya no está la CRYPTOGRAPHY_KEY con la que se cifraron. {{site}} lo ha desactivado y no le cuenta nada más.',
    'mail.webhook_disabled.add_again':
      'Si aparece la clave, ponla otra vez y ejecuta: npx stagedoor webhook enable {{id}}. Si no, elimina el destino y añádelo otra vez.',
    'mail.webhook_disabled.enable':
      'Cuando vuelva a funcionar, actívalo en la línea de órdenes del servidor: npx stagedoor webhook enable {{id}}',
    'mail.webhook_disabled.missed':
      'Lo que se perdió está en el registro: npx stagedoor webhook log --endpoint {{id}} --failed',
    'mail.webhook_disabled.footer': 'Recibes este correo porque eres superusuario de {{site}}.',
  },
});
