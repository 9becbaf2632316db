import type { cli as english } from '../en/cli.ts';

export const cli: Record<keyof typeof english, string> = {
  'cli.superuser_created': 'Superusuario creado.',
  'cli.superuser_exists': 'El superusuario ya existe.',
  'cli.username_taken': 'Error: ese nombre de usuario ya está en uso.',
  'cli.email_needed': 'Debes usar --email con --noinput.',
  'cli.username_needed': 'Debes usar --username con --noinput.',
  'cli.not_a_terminal':
    'No se crea el superusuario porque no hay un terminal. Usa createsuperuser con --noinput para crearlo.',
  'cli.passwords_differ': 'Error: las contraseñas no coinciden.',
  'cli.password_blank': 'Error: no se admiten contraseñas vacías.',
  'cli.password_bypass': '¿Saltar las reglas de contraseña y crear el usuario de todos modos?',
  'cli.user_missing': 'el usuario «{{username}}» no existe',
  'cli.changing_password': 'Cambio de contraseña del usuario «{{username}}»',
  'cli.password_changed': 'Contraseña cambiada para el usuario «{{username}}»',
  'cli.password_aborted': 'Se abandona el cambio de contraseña de «{{username}}» tras {{attempts}} intentos',
  'cli.making_migrations': 'Creando migraciones...',
  'cli.migrations_made': 'Migraciones creadas.',
  'cli.applying_migrations': 'Aplicando migraciones...',
  'cli.migrations_applied': 'Migraciones aplicadas.',
  'cli.creating_superuser': 'Creando el superusuario...',
  'cli.error': 'Error: {{reason}}',
};
