const english = {
  title: 'Guest book',
  lead: 'A line from whoever came by. A member can leave {{most}} a day; each is kept for a year.',
  message: 'Your line',
  hint: 'At most 200 characters. Everybody can read it, with your name.',
  sign: 'Sign the guest book',
  signed: 'Your line is in the guest book.',
  remove: 'Remove',
  removeLabel: 'Remove your line of {{when}}',
  removeTitle: 'Remove this line?',
  removed: 'The line was removed.',
  empty: 'No lines yet',
  emptyText: 'The first line can be yours.',
  logInFirst: 'Log in to leave a line',
  lines: 'Lines',
};

type Texts = Readonly<typeof english>;

const spanish: Texts = {
  title: 'Libro de visitas',
  lead: 'Una línea de quien pasó por aquí. Cada miembro puede dejar {{most}} al día; cada una se guarda un año.',
  message: 'Tu línea',
  hint: 'Como mucho 200 caracteres. Todo el mundo puede leerla, con tu nombre.',
  sign: 'Firmar el libro',
  signed: 'Tu línea está en el libro de visitas.',
  remove: 'Eliminar',
  removeLabel: 'Eliminar tu línea de {{when}}',
  removeTitle: '¿Eliminar esta línea?',
  removed: 'La línea se eliminó.',
  empty: 'Todavía no hay líneas',
  emptyText: 'La primera puede ser la tuya.',
  logInFirst: 'Inicia sesión para dejar una línea',
  lines: 'Líneas',
};

export const guestBookTexts: Readonly<Record<'en' | 'es', Texts>> = { en: english, es: spanish };
