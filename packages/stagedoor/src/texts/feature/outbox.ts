import { inBothLanguages } from '../both-languages.ts';

/** Jobs and e-mails at the terminal. */
export const outboxTexts = inBothLanguages({
  en: {
    'cli.about.jobs': 'show what waits in the outbox and what was given up',
    'cli.about.jobs.list': 'list the jobs that failed, and count what waits',
    'cli.about.jobs.check': 'fail if any job is parked',
    'cli.about.jobs.retry': 'give a parked job another round of tries',
    'cli.about.jobs.discard': 'delete a parked job for good',
    'cli.about.jobs.id': 'its number, as `jobs` lists it',
    'cli.about.jobs.all': 'all parked jobs',
    'cli.about.sendtestemail': 'send an email at once, and say why it does not leave',
    'cli.about.sendtestemail.address': 'where to; several may be named',

    'cli.heading.job': 'JOB',

    'cli.jobs_none_failed': 'No failed jobs.',
    'cli.jobs_is_parked': 'parked',
    'cli.jobs_is_due': 'now',
    'cli.jobs_is_retried': 'tried again',
    'cli.jobs_parked': 'Parked: {{count}}',
    'cli.jobs_running': 'Running: {{count}}',
    'cli.jobs_waiting': 'Waiting: {{count}}',
    'cli.jobs_are_parked': 'Jobs are parked: retry or discard them.',
    'cli.jobs_either': 'Give the number of a parked job, or --all.',
    'cli.not_a_job': '{{id}} is not the number of a job.',
    'cli.job_not_there': 'There is no job {{id}}. Jobs that are done are not kept.',
    'cli.job_waits': 'Job {{id}} is not parked: it waits until {{moment}}. Nothing was changed.',
    'cli.job_waits_for_worker': 'Job {{id}} is not parked: it waits for a worker. Nothing was changed.',
    'cli.job_runs': 'Job {{id}} is not parked: a worker has it now. Nothing was changed.',
    'cli.jobs.retry_one': '{{count}} job is tried again.',
    'cli.jobs.retry_other': '{{count}} jobs are tried again.',
    'cli.jobs.discard_one': '{{count}} job discarded.',
    'cli.jobs.discard_other': '{{count}} jobs discarded.',

    'cli.not_an_email': "'{{address}}' is not an email address.",
    'cli.test_letter_sent': 'Sent to {{address}}.',
    'cli.test_letter_caught':
      'Kept for {{address}}: without MAIL_URL emails do not leave this machine; see /dev/mail/.',
    'cli.test_letter_failed': 'Not sent to {{address}}: {{reason}}',
  },
  es: {
    'cli.about.jobs': 'muestra lo que espera en la cola y lo que se dio por perdido',
    'cli.about.jobs.list': 'lista las tareas que fallaron y cuenta lo que espera',
    'cli.about.jobs.check': 'falla si hay tareas apartadas',
    'cli.about.jobs.retry': 'da a una tarea apartada otra tanda de intentos',
    'cli.about.jobs.discard': 'borra para siempre una tarea apartada',
    'cli.about.jobs.id': 'su número, como lo muestra `jobs`',
    'cli.about.jobs.all': 'todas las tareas apartadas',
    'cli.about.sendtestemail': 'envía un correo al momento y dice por qué no sale',
    'cli.about.sendtestemail.address': 'a quién; pueden ser varias',

    'cli.heading.job': 'TAREA',

    'cli.jobs_none_failed': 'Ninguna tarea fallida.',
    'cli.jobs_is_parked': 'apartada',
    'cli.jobs_is_due': 'ya',
    'cli.jobs_is_retried': 'se reintenta',
    'cli.jobs_parked': 'Apartadas: {{count}}',
    'cli.jobs_running': 'En marcha: {{count}}',
    'cli.jobs_waiting': 'En espera: {{count}}',
    'cli.jobs_are_parked': 'Hay tareas apartadas: reinténtalas o descártalas.',
    'cli.jobs_either': 'Indica el número de una tarea apartada, o --all.',
    'cli.not_a_job': '{{id}} no es el número de una tarea.',
    'cli.job_not_there': 'No hay ninguna tarea con el número {{id}}. Las terminadas no se guardan.',
    'cli.job_waits': 'La tarea {{id}} no está apartada: espera hasta {{moment}}. No se ha cambiado nada.',
    'cli.job_waits_for_worker':
      'La tarea {{id}} no está apartada: espera a que un proceso la tome. No se ha cambiado nada.',
    'cli.job_runs': 'La tarea {{id}} no está apartada: un proceso la tiene ahora. No se ha cambiado nada.',
    'cli.jobs.retry_one': 'Se reintenta {{count}} tarea.',
    'cli.jobs.retry_other': 'Se reintentan {{count}} tareas.',
    'cli.jobs.discard_one': '{{count}} tarea descartada.',
    'cli.jobs.discard_other': '{{count}} tareas descartadas.',

    'cli.not_an_email': '«{{address}}» no es una dirección de correo.',
    'cli.test_letter_sent': 'Enviado a {{address}}.',
    'cli.test_letter_caught':
      'Guardado para {{address}}: sin MAIL_URL los correos no salen de esta máquina; mira /dev/mail/.',
    'cli.test_letter_failed': 'No se ha enviado a {{address}}: {{reason}}',
  },
});
