import { defineBranding } from 'stagedoor';
import { GUEST_BOOK } from './web/navigation.ts';

/** What the community has of its own beside its name: a way to the guest book from the pages of accounts. */
export const branding = defineBranding({
  footerLinks: [{ href: GUEST_BOOK, label: { en: 'Guest book', es: 'Libro de visitas' } }],
});
