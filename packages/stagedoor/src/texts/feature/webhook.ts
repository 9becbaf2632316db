import { inBothLanguages } from '../both-languages.ts';

/** Webhooks: what the audit log, refusals and e-mails say of them. */
export const webhookTexts = inBothLanguages({
  en: {
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
