const english = {
  title: 'Home',
  hero: 'A quiet room behind the stage',
  lead: 'A place to write, to talk while it happens, and to keep what is nobody else’s business. The door is open; the keeper knows who you are and tells nobody.',
  welcome: 'Good to see you, {{name}}',
  welcomeLead: 'The lamp is on. This is what the keeper holds for you:',
  houseTitle: 'How this house treats you',
  house: [
    {
      title: 'Nobody learns that you are here',
      text: 'Log-in, sign-up and forgotten passwords answer the same whether an account exists or not.',
    },
    {
      title: 'You see every device',
      text: 'Each browser that is signed in as you is on your list, and ends when you say so.',
    },
    {
      title: 'What happened is written down',
      text: 'Sign-ins and changes of your account are kept where you can read them and nobody can alter them.',
    },
    {
      title: 'What is yours leaves with you',
      text: 'Download all of it whenever you like, or delete the account yourself.',
    },
  ],
  profileText: 'Your name and how people see you',
  securityText: 'Address, password, and what happened lately',
  sessionsText: 'Where you are signed in, and since when',
  dataText: 'Take it with you, or leave for good',
} as const;

type Texts = { readonly [Key in keyof typeof english]: Key extends 'house' ? readonly HousePoint[] : string };

interface HousePoint {
  readonly title: string;
  readonly text: string;
}

const spanish: Texts = {
  title: 'Inicio',
  hero: 'Una sala tranquila detrás del escenario',
  lead: 'Un sitio para escribir, para hablar mientras pasa y para guardar lo que no importa a nadie más. La puerta está abierta; el portero te conoce y no se lo cuenta a nadie.',
  welcome: 'Qué bien verte, {{name}}',
  welcomeLead: 'La lámpara está encendida. Esto es lo que el portero te guarda:',
  houseTitle: 'Cómo te trata esta casa',
  house: [
    {
      title: 'Nadie sabe que estás aquí',
      text: 'Entrar, registrarse y recuperar la contraseña responden lo mismo haya cuenta o no.',
    },
    {
      title: 'Ves cada dispositivo',
      text: 'Cada navegador que entró como tú está en tu lista, y sale cuando tú lo digas.',
    },
    {
      title: 'Lo que pasó queda escrito',
      text: 'Las entradas y los cambios de tu cuenta se guardan donde puedes leerlos y nadie puede alterarlos.',
    },
    {
      title: 'Lo tuyo se va contigo',
      text: 'Descárgalo todo cuando quieras, o borra tú la cuenta.',
    },
  ],
  profileText: 'Tu nombre y cómo te ven los demás',
  securityText: 'Dirección, contraseña y lo que pasó últimamente',
  sessionsText: 'Dónde has entrado y desde cuándo',
  dataText: 'Llévatelos, o márchate del todo',
};

/** The words of the home page. */
export const homeTexts: Readonly<Record<'en' | 'es', Texts>> = { en: english, es: spanish };
