import type { cli as english } from '../en/cli.ts';

/** Words of the command line, in the order of the English list. */
export const cli: Record<keyof typeof english, string> = {
  // Listas
  'cli.next_page': 'Hay más: {{option}}',
  'cli.heading.id': 'ID',
  'cli.heading.state': 'ESTADO',
  'cli.heading.tries': 'INTENTOS',
  'cli.heading.again_at': 'OTRA VEZ',
  'cli.heading.error': 'ERROR',
  'cli.no_such_day': 'El calendario no tiene el día {{day}}.',
  'cli.wrong_limit': 'Admite un número del 1 al {{most}}.',
  'cli.wrong_id': 'Admite el id con el que acabó la página anterior.',
  'cli.wrong_moment': 'Admite un momento como 2026-05-01 o 2026-05-01T09:30:00Z.',
  'cli.about.limit': 'cuántos como mucho, hasta {{most}}',
  'cli.about.json': 'un objeto JSON por línea',

  'cli.no_changes': 'No se ha detectado ningún cambio',
  'cli.new_fields': 'Campos adicionales que la base de datos aún no tiene:',
  'cli.new_fields_next':
    'No hay ningún fichero que escribir: un campo declarado es su propia migración. Añade las columnas con: stagedoor migrate',
  'cli.unapplied_one': 'A la base de datos le falta {{count}} migración. Ponla al día con: stagedoor migrate',
  'cli.unapplied_other':
    'A la base de datos le faltan {{count}} migraciones. Ponla al día con: stagedoor migrate',
  'cli.not_migrated': 'La base de datos no tiene las tablas de Stagedoor. Créalas con: stagedoor migrate',

  'cli.making_migrations': 'Creando migraciones...',
  'cli.migrations_made': 'Migraciones creadas.',
  'cli.applying_migrations': 'Aplicando migraciones...',
  'cli.migrations_applied': 'Migraciones aplicadas.',
  'cli.creating_superuser': 'Creando el superusuario...',
  'cli.password_told_once':
    'La contraseña de {{username}} es: {{password}}\nSe muestra esta única vez. Cámbiala con: stagedoor changepassword {{username}}',
  'cli.weak_password_refused': 'En producción, un superusuario no recibe una contraseña fácil de adivinar.',
  'cli.weak_password_taken':
    'Aviso: la contraseña es fácil de adivinar. Hay que cambiarla antes de que nadie más llegue a este sitio.',
  'cli.setup_email_needed':
    'Indica la dirección de correo del superusuario con --email: donde el correo sale de verdad de esta máquina no hay ninguna por defecto.',
  'cli.error': 'Error: {{reason}}',

  'cli.performing_checks': 'Se comprueba el sistema...',
  'cli.check_clean': 'La comprobación no ha encontrado nada.',
  'cli.check_loose_ends_one': 'La comprobación no ha encontrado fallos, y {{count}} cosa que mirar.',
  'cli.check_loose_ends_other': 'La comprobación no ha encontrado fallos, y {{count}} cosas que mirar.',
  'cli.check_found_one': 'La comprobación ha encontrado {{count}} asunto.',
  'cli.check_found_other': 'La comprobación ha encontrado {{count}} asuntos.',
  'cli.check_weaker_one': '{{count}} ajuste es menos seguro de lo que podría ser.',
  'cli.check_weaker_other': '{{count}} ajustes son menos seguros de lo que podrían ser.',
  'cli.check_misspelt': 'Quizá mal escrito:',
  'cli.no_database_file':
    'El archivo de base de datos {{file}} no existe. Mira DATABASE_URL, o créalo con: stagedoor migrate',
  'cli.check_warnings': 'Menos seguro de lo que podría ser:',
  'cli.check_errors': 'Producción rechaza esto:',
  'cli.check_impossible': 'Con esto no arranca ningún servidor:',
  'cli.check_unknown_steps_one':
    'La base de datos tiene {{count}} migración que este código no conoce. Es de una función que el sitio ya no tiene, o de una versión posterior:',
  'cli.check_unknown_steps_other':
    'La base de datos tiene {{count}} migraciones que este código no conoce. Son de funciones que el sitio ya no tiene, o de una versión posterior:',
  'cli.check_name_clashes_one':
    '{{count}} nombre de usuario es la dirección confirmada de otra persona, que es a quien encuentra un inicio de sesión con él. El primero de los dos necesita otro nombre, o el sitio LOGIN_BY=username:',
  'cli.check_name_clashes_other':
    '{{count}} nombres de usuario son direcciones confirmadas de otras personas, que es a quienes encuentra un inicio de sesión con ellos. El primero de cada dos necesita otro nombre, o el sitio LOGIN_BY=username:',
  'cli.check_stale_names_one':
    '{{count}} nombre de usuario está guardado de otra forma que la que busca un inicio de sesión. stagedoor mend_names lo arregla:',
  'cli.check_stale_names_other':
    '{{count}} nombres de usuario están guardados de otra forma que la que busca un inicio de sesión. stagedoor mend_names los arregla:',
  'cli.check_stale_addresses_one':
    '{{count}} dirección está guardada de otra forma que la que busca un inicio de sesión, o como confirmada sin ser una dirección. stagedoor mend_names la arregla:',
  'cli.check_stale_addresses_other':
    '{{count}} direcciones están guardadas de otra forma que la que busca un inicio de sesión, o como confirmadas sin ser direcciones. stagedoor mend_names las arregla:',
  'cli.check_sealing_stopped':
    'El registro de auditoría ya no se sella, hasta que lo mires (stagedoor audit verify). El inicio de sesión sigue:',
  'cli.check_missing_texts': 'Se dice en inglés, porque el idioma no tiene palabras para ello:',
  'cli.check_idle': 'Sin efecto:',
  'cli.check_unindexed':
    'Listas en un orden que ningún índice sirve; si van a ser largas, declare index: true en el campo:',
  'cli.wrong_address': '«{{address}}» no es un puerto ni una pareja dirección:puerto.',
  'cli.serving': 'Stagedoor {{version}}, {{mode}}, {{database}}. El sitio está en {{url}}',
  'cli.mail_caught': 'Los correos no salen de esta máquina. Léelos en {{url}}',
  'cli.quit': 'Para el servidor con CONTROL-C.',
  'cli.worker_runs': 'El trabajador está en marcha. Páralo con CONTROL-C.',
  'cli.stopping': 'Se para: antes se termina el trabajo en curso.',

  'cli.cancelled': 'Operación cancelada.',
  'cli.see_traceback': 'Dónde ocurrió se ve con --traceback.',
  'cli.database_read_only':
    'El fichero de la base de datos es de solo lectura. Mira quién puede escribir en él y en su carpeta.',
  'cli.database_busy': 'La base de datos está ocupada: otro proceso la tiene bloqueada. Inténtalo de nuevo.',
  'cli.disk_full': 'El disco está lleno.',
  'cli.not_writable': 'No se puede escribir {{path}}. Mira de quién es.',
  'cli.not_a_directory': '{{path}} no es una carpeta.',
  'cli.usage_hint': 'Ayuda: {{command}}',
  'cli.yes': 'Sí',
  'cli.no': 'No',

  // El archivo del sitio
  'cli.site_file_missing': 'No hay ningún archivo de sitio {{path}}.',
  'cli.site_not_exported': '{{path}} tiene que exportar `site`: { defaults, config }.',
  'cli.site_not_built': 'No se puede cargar {{path}}; ¿está construido el sitio? {{reason}}',
  'cli.site_file_broken': 'No se puede cargar {{path}}. {{reason}}',

  // Uso equivocado
  'cli.usage.invalid_option': 'error: el valor «{{value}}» de la opción {{option}} no vale. {{reason}}',
  'cli.usage.invalid_argument':
    'error: el valor «{{value}}» del argumento «{{argument}}» no vale. {{reason}}',
  'cli.usage.missing_argument': 'error: falta el argumento «{{argument}}»',
  'cli.usage.missing_value': 'error: falta el valor de la opción {{option}}',
  'cli.usage.unknown_option': 'error: no existe la opción «{{option}}»',
  'cli.usage.unknown_command': 'error: no existe la orden «{{command}}»',
  'cli.usage.too_many': 'error: sobran argumentos para «{{command}}». Se esperan {{expected}} y hay {{got}}.',
  'cli.usage.conflict': 'error: la opción {{option}} no se puede usar con la opción {{other}}',
  'cli.usage.did_you_mean': '(¿Querías decir {{names}}?)',
  'cli.usage.did_you_mean_one_of': '(¿Querías decir una de estas: {{names}}?)',

  // Títulos y marcas de --help
  'cli.help.usage': 'Uso:',
  'cli.help.options': 'Opciones:',
  'cli.help.arguments': 'Argumentos:',
  'cli.help.commands': 'Órdenes:',
  'cli.help.options_mark': '[opciones]',
  'cli.help.command_mark': '[orden]',
  'cli.help.default': 'por defecto: {{value}}',

  'cli.about': 'Cuentas para TypeScript: arranca, migra y cuida un sitio.',
  'cli.about.feature': 'órdenes de la función {{feature}} del sitio',
  'cli.not_a_number': 'Debe ser un número entero.',
  'cli.about.version': 'muestra la versión',
  'cli.about.help': 'muestra esta ayuda',
  'cli.about.help_command': 'muestra la ayuda de una orden',
  'cli.about.site': 'el fichero que exporta `site` (si no, stagedoor.config.js o .ts, si existe)',
  'cli.about.traceback': 'muestra dónde ocurrió un error',
  'cli.about.setup_project': 'migra y crea el primer superusuario',
  'cli.about.setup_project.username': 'su nombre de usuario (si no, admin)',
  'cli.about.setup_project.email': 'su dirección de correo',
  'cli.about.setup_project.password':
    'su contraseña (mejor en DJANGO_SUPERUSER_PASSWORD; si no, una al azar que se muestra una vez)',
  'cli.about.makemigrations': 'escribe los pasos que necesitan las declaraciones de recursos',
  'cli.about.makemigrations.noinput': 'no pregunta nada: se niega a perder filas o columnas',
  'cli.migrations_for': 'Migraciones de {{app}}:',
  'cli.migration_written': 'Escrito: {{path}}',
  'cli.migration_list': 'Los pasos de {{app}} están en {{path}}. Nómbralos en la función: migrations: steps',
  'cli.no_migrations_folder':
    'La función {{app}} no dice dónde se escriben sus pasos: dale migrationsFolder.',
  'cli.column_needs_value':
    '{{what}}: las filas que ya existen no tendrían nada en ella. Da al campo un valor por defecto o deja que sea nulo.',
  'cli.check_missing_steps':
    'Declarado, y sin ningún paso que lo haga. Escríbelo con: stagedoor makemigrations',
  'cli.column_of_other_type':
    '{{what}}: lo que hay guardado podría no caber. Un campo de otro tipo es otro campo: dale otro nombre y mueve los valores con un paso propio.',
  'cli.column_leads_elsewhere':
    '{{what}}: las claves guardadas serían las de otras filas, o de ninguna. Una referencia que lleva a otra parte es otro campo: dale otro nombre, quita el de antes y mueve con un paso propio lo que deba quedar.',
  'cli.column_would_repeat':
    '{{what}}: todas las filas que ya existen tendrían lo mismo en ella, y es única. Deja que el campo sea nulo y sin valor por defecto, da a cada fila el suyo con un paso propio y declara después el campo como deba quedar.',
  'cli.table_has_grants':
    '{{what}}: objectPermissions todavía nombra lo que era, u ordena por ello. Di ahí cómo se llama ahora. No se ha escrito nada.',
  'cli.step_is_there':
    '{{path}} ya existe, y la función {{app}} no lo tiene. Nombra la lista de sus pasos en la función: migrations: steps.',
  'cli.list_has_own_steps':
    '{{path}} se cambió a mano, y eso se perdería. Un paso propio es un fichero a su lado, 0002_nombre, que exporta step: makemigrations lo añade a la lista.',
  'cli.loses_data': 'Se perderá lo que hay guardado. ¿Escribir el paso?',
  'cli.not_dropped': 'No se ha escrito nada. Lo que ahora se llama de otro modo lo dice con was.',
  'cli.about.makemigrations.check': 'falla si hay alguno',
  'cli.about.makemigrations.dry_run': 'dice lo que escribiría y no escribe nada',
  'cli.about.runserver': 'comprueba los ajustes, sirve el sitio y hace su trabajo de fondo',
  'cli.about.runserver.addrport': 'puerto, o dirección:puerto (si no, HOST y PORT)',
  'cli.about.runserver.without_worker': 'deja tareas y calendario a `stagedoor worker`',
  'cli.about.worker': 'hace solo el trabajo de fondo: correos, limpieza, sellos de auditoría',
  'cli.about.check': 'comprueba los ajustes',
  'cli.about.check.deploy': 'los comprueba como lo haría producción',
  'cli.about.check.database': 'además abre la base de datos y mira que esté al día',
  'cli.about.test': 'ejecuta las pruebas del sitio, con Vitest o con el ejecutor de Node',
  'cli.about.test.files': 'solo estos ficheros; si no, los que se llamen test_… o ….test',
  'cli.no_tests': 'No hay pruebas: ficheros que se llamen test_… o ….test.ts, o .js.',
  'cli.tests_failed': 'Hay pruebas que fallan.',
  'cli.about.generate_key': 'muestra una clave nueva para SECRET_KEY o CRYPTOGRAPHY_KEY',
};
