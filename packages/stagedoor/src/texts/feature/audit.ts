import { inBothLanguages } from '../both-languages.ts';

/** The audit log at the terminal: what happened, and whether somebody changed it. */
export const auditTexts = inBothLanguages({
  en: {
    'cli.about.audit': 'the audit log',
    'cli.about.audit.list': 'list what happened, newest first',
    'cli.about.audit.user': 'only of this user: an id, a username or an email address',
    'cli.about.audit.action': 'only this action, such as log-in',
    'cli.about.audit.failed': 'only what failed or was refused',
    'cli.about.audit.since': 'only since this day or moment',
    'cli.about.audit.before': 'the page before this id',
    'cli.about.audit_verify': 'recompute its chain and compare it with the signed head',

    'cli.heading.moment': 'MOMENT',
    'cli.heading.action': 'ACTION',
    'cli.heading.result': 'RESULT',
    'cli.heading.user': 'USER',
    'cli.heading.address': 'ADDRESS',
    'cli.heading.detail': 'DETAIL',

    'cli.audit_none': 'No events.',
    'cli.audit_ok': 'ok',
    'cli.audit_failed': 'failed',
    'cli.no_such_action': 'There is no such action.',
    'cli.actions': 'Actions: {{all}}.',
    'cli.audit_sealed_one': '{{count}} sealed event.',
    'cli.audit_sealed_other': '{{count}} sealed events.',
    'cli.audit_begins': 'The log begins at {{moment}} with event {{event}}.',
    'cli.audit_unsealed_one': '{{count}} event waits for its seal: {{ids}}.',
    'cli.audit_unsealed_other': '{{count}} events wait for their seal: {{ids}}.',
    'cli.audit_cut': 'Verified from seal {{sequence}} on: what is older was removed by AUDIT_RETENTION_DAYS.',
    'cli.audit_sound': 'The audit log is sound.',
    'cli.audit_broken': 'The audit log was changed after it was written.',
    'cli.audit_unproved': 'Whether the end of the audit log was changed cannot be told.',
    'cli.audit.seal_missing': 'Seal {{sequence}}: it is gone.',
    'cli.audit.event_missing': 'Seal {{sequence}}: its event {{event}} is gone.',
    'cli.audit.event_changed': 'Seal {{sequence}}: its event {{event}} was changed.',
    'cli.audit.cut_off':
      'Seal {{sequence}}: the signed head names it, and the log ends before it; or the head was left by another database.',
    'cli.audit.rewritten':
      'Seal {{sequence}}: the signed head names another hash; the chain was made anew, or the head was left by another database.',
    'cli.audit.cut_unsigned':
      'Seal {{sequence}}: rows up to it were removed, and neither SECRET_KEY nor SECRET_KEY_FALLBACKS signed for it.',
    'cli.audit.emptied':
      'There are users, and the log is empty without a signed head: it was deleted, or the users were copied in and nothing has happened since.',
    'cli.audit.head_missing': 'Seal {{sequence}}: there is no signed head to compare it with.',
    'cli.audit.head_other_key':
      'The head was signed with another key: SECRET_KEY is not the one of then. Set that one, or add it to SECRET_KEY_FALLBACKS. If you never changed it, somebody else signed.',
    'cli.audit.head_changed':
      'The head was changed: SECRET_KEY is the one of then, and the signature does not match.',
    'cli.audit.head_unproved':
      'The signature of the head does not match: SECRET_KEY is not the one of then and is missing in SECRET_KEY_FALLBACKS, or the file was changed.',
    'cli.audit.head_garbled': 'The file of the head is not what the site writes: it was edited or cut short.',
    'cli.audit.head_unreadable': 'The signed head cannot be read: {{reason}}',
  },
  es: {
    'cli.about.audit': 'el registro de auditoría',
    'cli.about.audit.list': 'lista lo que ha pasado, lo último primero',
    'cli.about.audit.user': 'solo de este usuario: un id, un nombre de usuario o una dirección de correo',
    'cli.about.audit.action': 'solo esta acción, como log-in',
    'cli.about.audit.failed': 'solo lo que falló o se rechazó',
    'cli.about.audit.since': 'solo desde este día o momento',
    'cli.about.audit.before': 'la página anterior a este id',
    'cli.about.audit_verify': 'recalcula su cadena y la compara con la cabeza firmada',

    'cli.heading.moment': 'MOMENTO',
    'cli.heading.action': 'ACCIÓN',
    'cli.heading.result': 'RESULTADO',
    'cli.heading.user': 'USUARIO',
    'cli.heading.address': 'DIRECCIÓN',
    'cli.heading.detail': 'DETALLE',

    'cli.audit_none': 'Ningún suceso.',
    'cli.audit_ok': 'bien',
    'cli.audit_failed': 'fallido',
    'cli.no_such_action': 'No existe esa acción.',
    'cli.actions': 'Acciones: {{all}}.',
    'cli.audit_sealed_one': '{{count}} suceso sellado.',
    'cli.audit_sealed_other': '{{count}} sucesos sellados.',
    'cli.audit_begins': 'El registro empieza el {{moment}} con el suceso {{event}}.',
    'cli.audit_unsealed_one': '{{count}} suceso espera su sello: {{ids}}.',
    'cli.audit_unsealed_other': '{{count}} sucesos esperan su sello: {{ids}}.',
    'cli.audit_cut': 'Comprobado desde el sello {{sequence}}: lo anterior se borró por AUDIT_RETENTION_DAYS.',
    'cli.audit_sound': 'El registro de auditoría está íntegro.',
    'cli.audit_broken': 'El registro de auditoría ha cambiado después de escribirse.',
    'cli.audit_unproved': 'No se puede saber si el final del registro de auditoría ha cambiado.',
    'cli.audit.seal_missing': 'Sello {{sequence}}: ha desaparecido.',
    'cli.audit.event_missing': 'Sello {{sequence}}: su suceso {{event}} ha desaparecido.',
    'cli.audit.event_changed': 'Sello {{sequence}}: su suceso {{event}} ha cambiado.',
    'cli.audit.cut_off':
      'Sello {{sequence}}: la cabeza firmada lo nombra y el registro acaba antes; o la cabeza la dejó otra base de datos.',
    'cli.audit.rewritten':
      'Sello {{sequence}}: la cabeza firmada nombra otro resumen; la cadena se rehízo, o la cabeza la dejó otra base de datos.',
    'cli.audit.cut_unsigned':
      'Sello {{sequence}}: se borraron las filas hasta él, y ni SECRET_KEY ni SECRET_KEY_FALLBACKS lo firmaron.',
    'cli.audit.emptied':
      'Hay usuarios, y el registro está vacío y sin cabeza firmada: se borró, o los usuarios se copiaron y desde entonces no ha pasado nada.',
    'cli.audit.head_missing': 'Sello {{sequence}}: no hay cabeza firmada con la que compararlo.',
    'cli.audit.head_other_key':
      'La cabeza se firmó con otra clave: SECRET_KEY no es la de entonces. Pon aquella, o añádela a SECRET_KEY_FALLBACKS. Si nunca la cambiaste, firmó otra persona.',
    'cli.audit.head_changed': 'La cabeza ha cambiado: SECRET_KEY es la de entonces y la firma no coincide.',
    'cli.audit.head_unproved':
      'La firma de la cabeza no coincide: SECRET_KEY no es la de entonces y falta en SECRET_KEY_FALLBACKS, o el fichero ha cambiado.',
    'cli.audit.head_garbled': 'El fichero de la cabeza no es el que escribe el sitio: se editó o se cortó.',
    'cli.audit.head_unreadable': 'La cabeza firmada no se puede leer: {{reason}}',
  },
});
