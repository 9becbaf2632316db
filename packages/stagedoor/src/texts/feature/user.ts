import { inBothLanguages } from '../both-languages.ts';

/** What is wrong with a name, or with what somebody does to an account. */
export const userTexts = inBothLanguages({
  en: {
    username_invalid:
      'Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.',
    username_taken: 'A user with that username already exists.',
    username_is_an_email: 'A username cannot contain @, unless it is your own confirmed address.',
    username_mixed_scripts: 'A username cannot mix Latin letters with letters that look like them.',
    identity_taken: 'This system’s account is another user’s here already.',
    last_way_in: 'This is the only way you can log in. Set a password or connect another account first.',
    last_superuser: 'This is the last superuser. Make another one first.',
    username_must_be_set: 'The given username must be set',
    email_must_be_set: 'The Email field must be set',
    superuser_must_be_staff: 'Superuser must have is_staff=True.',
    superuser_must_be_superuser: 'Superuser must have is_superuser=True.',
  },
  es: {
    username_invalid:
      'Escribe un nombre de usuario válido. Solo puede contener letras, números y los caracteres @/./+/-/_.',
    username_taken: 'Ya existe un usuario con ese nombre.',
    username_is_an_email:
      'Un nombre de usuario no puede llevar @, salvo que sea tu propia dirección ya confirmada.',
    username_mixed_scripts:
      'Un nombre de usuario no puede mezclar letras latinas con otras que se les parecen.',
    identity_taken: 'Esa cuenta del otro sistema ya es de otro usuario aquí.',
    last_way_in: 'Es tu única forma de iniciar sesión. Pon antes una contraseña o conecta otra cuenta.',
    last_superuser: 'Este es el último superusuario. Crea antes otro.',
    username_must_be_set: 'El nombre de usuario es obligatorio',
    email_must_be_set: 'La dirección de correo es obligatoria',
    superuser_must_be_staff: 'Un superusuario debe tener is_staff=True.',
    superuser_must_be_superuser: 'Un superusuario debe tener is_superuser=True.',
  },
});
