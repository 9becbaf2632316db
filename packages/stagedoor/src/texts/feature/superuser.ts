import { inBothLanguages } from '../both-languages.ts';

/** Making a superuser at the terminal: the words are Django’s, letter by letter. */
export const superuserTexts = inBothLanguages({
  en: {
    'cli.about.createsuperuser': 'make a user who may do everything',
    'cli.about.createsuperuser.username': 'the username; asked for without it',
    'cli.about.createsuperuser.email': 'the email address; asked for without it',
    'cli.about.createsuperuser.first_name': 'the first name; asked for without it where a sign-up needs one',
    'cli.about.createsuperuser.last_name': 'the last name; asked for without it where a sign-up needs one',
    'cli.about.createsuperuser.noinput':
      'ask nothing: take options and DJANGO_SUPERUSER_USERNAME, _EMAIL, _FIRST_NAME, _LAST_NAME and _PASSWORD (no password: an unusable one)',
    'cli.about.createsuperuser.no_input': 'the same',

    'cli.superuser_created': 'Superuser created successfully.',
    'cli.superuser_exists': 'Superuser already exists.',
    'cli.username_taken': 'Error: That username is already taken.',
    'cli.email_address_taken': 'Error: That email address is already taken.',
    'cli.username_blank': 'Username cannot be blank.',
    'cli.email_needed': 'You must use --email with --noinput.',
    'cli.username_needed': 'You must use --username with --noinput.',
    'cli.first_name_needed': 'You must use --first_name with --noinput.',
    'cli.last_name_needed': 'You must use --last_name with --noinput.',
    'cli.not_a_terminal':
      'Superuser creation skipped due to not running in a TTY. Use createsuperuser with --noinput to create one.',
    'cli.ask_username': 'Username',
    'cli.ask_username_or': "Username (leave blank to use '{{username}}')",
    'cli.ask_email': 'Email address',
    'cli.ask_first_name': 'First name',
    'cli.ask_last_name': 'Last name',
    'cli.ask_password': 'Password',
    'cli.ask_password_again': 'Password (again)',
    'cli.passwords_differ': "Error: Your passwords didn't match.",
    'cli.password_blank': "Error: Blank passwords aren't allowed.",
    'cli.password_bypass': 'Bypass password validation and create user anyway?',
  },
  es: {
    'cli.about.createsuperuser': 'crea un usuario que puede hacerlo todo',
    'cli.about.createsuperuser.username': 'el nombre de usuario; sin él, se pregunta',
    'cli.about.createsuperuser.email': 'la dirección de correo; sin ella, se pregunta',
    'cli.about.createsuperuser.first_name': 'el nombre; sin él, se pregunta donde el registro lo exige',
    'cli.about.createsuperuser.last_name':
      'los apellidos; sin ellos, se preguntan donde el registro los exige',
    'cli.about.createsuperuser.noinput':
      'no pregunta nada: toma opciones y DJANGO_SUPERUSER_USERNAME, _EMAIL, _FIRST_NAME, _LAST_NAME y _PASSWORD (sin contraseña: una inservible)',
    'cli.about.createsuperuser.no_input': 'lo mismo',

    'cli.superuser_created': 'Superusuario creado.',
    'cli.superuser_exists': 'El superusuario ya existe.',
    'cli.username_taken': 'Error: ese nombre de usuario ya está en uso.',
    'cli.email_address_taken': 'Error: esa dirección de correo ya está en uso.',
    'cli.username_blank': 'El nombre de usuario no puede quedar vacío.',
    'cli.email_needed': 'Debes usar --email con --noinput.',
    'cli.username_needed': 'Debes usar --username con --noinput.',
    'cli.first_name_needed': 'Debes usar --first_name con --noinput.',
    'cli.last_name_needed': 'Debes usar --last_name con --noinput.',
    'cli.not_a_terminal':
      'No se crea el superusuario porque no hay un terminal. Usa createsuperuser con --noinput para crearlo.',
    'cli.ask_username': 'Nombre de usuario',
    'cli.ask_username_or': 'Nombre de usuario (déjalo vacío para usar «{{username}}»)',
    'cli.ask_email': 'Dirección de correo',
    'cli.ask_first_name': 'Nombre',
    'cli.ask_last_name': 'Apellidos',
    'cli.ask_password': 'Contraseña',
    'cli.ask_password_again': 'Contraseña (otra vez)',
    'cli.passwords_differ': 'Error: las contraseñas no coinciden.',
    'cli.password_blank': 'Error: no se admiten contraseñas vacías.',
    'cli.password_bypass': '¿Saltar las reglas de contraseña y crear el usuario de todos modos?',
  },
});
