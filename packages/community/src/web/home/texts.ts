/** A heading and a sentence about one thing. */
interface Point {
  readonly title: string;
  readonly text: string;
}

const english = {
  title: 'Home',
  hero: 'Accounts for TypeScript, running',
  lead: 'This is a demonstration of Stagedoor, a library for developers who need sign-up, log-in, sessions and tokens in their own application. Every page you see here comes with it.',
  startNote: 'Create an account to try it. In development the emails are kept on this machine.',
  mailbox: 'Open the development mailbox',
  pointsTitle: 'What you can try here',
  points: [
    {
      title: 'Sign up, log in, reset a password',
      text: 'The answers do not tell strangers whether an account exists.',
    },
    {
      title: 'See and end your sessions',
      text: 'Each browser and app that is logged in as you is listed, and can be ended at once.',
    },
    {
      title: 'Create tokens for scripts',
      text: 'Each has a name, an expiry date and only the rights you give it.',
    },
    {
      title: 'Read what happened to your account',
      text: 'Log-ins, password changes and refused attempts are recorded with time, device and IP address.',
    },
    {
      title: 'Download your data or delete the account',
      text: 'Without asking anybody.',
    },
  ],
  developers: 'For developers',
  developersText:
    'The same accounts are reached by a JSON API, with the formats that front ends of Django expect.',
  apiDocs: 'API documentation',
  welcome: 'Hello, {{name}}',
  welcomeLead: 'Your account at a glance.',
  profileText: 'Your name, language, time zone and username',
  securityText: 'Email address, password and recent activity',
  sessionsText: 'Where you are logged in, and since when',
  tokensText: 'Access for scripts and programs',
  dataText: 'Download your data or delete your account',
} as const;

type Texts = {
  readonly [Key in keyof typeof english]: Key extends 'points' ? readonly Point[] : string;
};

const spanish: Texts = {
  title: 'Inicio',
  hero: 'Cuentas para TypeScript, en marcha',
  lead: 'Esta es una demostración de Stagedoor, una biblioteca para quienes desarrollan una aplicación y necesitan registro, inicio de sesión, sesiones y tokens. Todas las páginas que ves aquí vienen con ella.',
  startNote: 'Crea una cuenta para probarlo. En desarrollo, los correos se quedan en esta máquina.',
  mailbox: 'Abrir el buzón de desarrollo',
  pointsTitle: 'Qué puedes probar aquí',
  points: [
    {
      title: 'Crear una cuenta, iniciar sesión, restablecer la contraseña',
      text: 'Las respuestas no dicen a extraños si una cuenta existe.',
    },
    {
      title: 'Ver y cerrar tus sesiones',
      text: 'Aparecen todos los navegadores y aplicaciones con tu sesión abierta, y puedes cerrarlos al momento.',
    },
    {
      title: 'Crear tokens para scripts',
      text: 'Cada uno tiene un nombre, una fecha de caducidad y solo los permisos que le des.',
    },
    {
      title: 'Leer lo que ha pasado en tu cuenta',
      text: 'Quedan anotados los inicios de sesión, los cambios de contraseña y los intentos rechazados, con hora, dispositivo y dirección IP.',
    },
    {
      title: 'Descargar tus datos o eliminar la cuenta',
      text: 'Sin tener que pedírselo a nadie.',
    },
  ],
  developers: 'Para desarrolladores',
  developersText:
    'A las mismas cuentas se llega por una API JSON, con los formatos que esperan los front ends de Django.',
  apiDocs: 'Documentación de la API',
  welcome: 'Hola, {{name}}',
  welcomeLead: 'Tu cuenta de un vistazo.',
  profileText: 'Tu nombre, tu idioma, tu zona horaria y tu nombre de usuario',
  securityText: 'Dirección de correo, contraseña y actividad reciente',
  sessionsText: 'Dónde tienes la sesión abierta y desde cuándo',
  tokensText: 'Acceso para scripts y programas',
  dataText: 'Descarga tus datos o elimina tu cuenta',
};

/** The words of the home page. */
export const homeTexts: Readonly<Record<'en' | 'es', Texts>> = { en: english, es: spanish };
