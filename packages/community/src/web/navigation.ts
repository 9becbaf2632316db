export const GUEST_BOOK = '/guestbook/';

const labels = {
  en: { home: 'Home', guestBook: 'Guest book' },
  es: { home: 'Inicio', guestBook: 'Libro de visitas' },
};

/** The site's own sections, in the bar of every page of its own. */
export function navigationIn(language: 'en' | 'es') {
  const { home, guestBook } = labels[language];
  return [
    { path: '/', label: home },
    { path: GUEST_BOOK, label: guestBook },
  ];
}
