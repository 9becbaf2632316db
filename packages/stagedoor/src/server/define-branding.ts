import { nearMisses } from '../config/near-misses.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import { type BrandingCore, checkBranding } from '../create-stagedoor/branding/branding.ts';
import type { PageParts } from '../ui/page-context.ts';
import type { DrawPage } from '../web/brand-of.ts';
import { type OwnPages, type PageName, pageViews } from '../web/page-views.ts';

/** How a site looks and speaks, from its words to its pages, in one record; whatever it leaves out is ours. */
export interface Branding extends Omit<BrandingCore, 'parts'> {
  /** Parts of every page. */
  readonly parts?: PageParts<PageName>;
  /** Pages that the site draws itself, by name. */
  readonly pages?: OwnPages;
}

/**
 * Declares how a site looks and speaks, for `createStagedoor({ branding })` and `Site.branding`.
 *
 * @throws RecordProblem for a record that says what nobody reads
 * @example
 * export const branding = defineBranding({
 *   texts: { en: { 'login.title': 'Welcome' }, es: { 'login.title': 'Te damos la bienvenida' } },
 *   colors: { light: { primary: '#0b7261' } },
 *   mark: new URL('./mark.svg', import.meta.url),
 *   footerLinks: [{ href: '/imprint/', label: { en: 'Imprint', es: 'Aviso legal' } }],
 * });
 */
export function defineBranding(branding: Branding): Branding {
  checkBranding(branding);
  ownPagesOf(branding);
  return branding;
}

/**
 * The pages of a branding.
 *
 * @throws RecordProblem for a page that there is not
 */
export function ownPagesOf(branding: BrandingCore): Readonly<Record<string, DrawPage>> {
  const { pages = {} } = branding as Branding;
  const known = Object.keys(pageViews);
  const problems = Object.entries(pages).flatMap(([name, page]) => {
    if (typeof page !== 'function') return [`pages.${name} must be a function`];
    if (known.includes(name)) return [];
    const [near] = nearMisses(name, known);
    return [
      `pages.${name} is no page${near === undefined ? ` (there are ${known.join(', ')})` : `, perhaps ${near} is meant`}`,
    ];
  });
  if (problems.length > 0) throw new RecordProblem('The branding', problems);
  // Each under the name that its type has.
  return pages as Readonly<Record<string, DrawPage>>;
}
