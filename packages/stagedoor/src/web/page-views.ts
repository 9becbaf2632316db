import { cloneElement, type VNode } from 'preact';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import { renderPage } from '../ui/page.tsx';
import type { PageContext } from '../ui/page-context.ts';
import { auditViews } from './audit/views.tsx';
import type { SiteBrand } from './brand-of.ts';
import { errorViews } from './error/views.tsx';
import { loginViews } from './login/views.tsx';
import { noticeViews } from './notice/views.tsx';
import { organizationViews } from './organization/views.ts';
import { passkeyViews } from './passkey/views.tsx';
import { passwordResetViews } from './password/reset-views.tsx';
import { passwordViews } from './password/views.tsx';
import { secondFactorViews } from './second-factor/views.tsx';
import { deviceViews } from './session/device-views.tsx';
import { sessionViews } from './session/views.tsx';
import { newTokenViews } from './token/new-token-views.tsx';
import { tokenViews } from './token/views.tsx';
import { activationViews } from './user/activation-views.tsx';
import { addressListViews } from './user/address-list-views.tsx';
import { dataViews } from './user/data-views.tsx';
import { emailViews } from './user/email-views.tsx';
import { invitationSignUpViews } from './user/invitation-sign-up-views.tsx';
import { pictureViews } from './user/picture-views.tsx';
import { profileViews } from './user/profile-views.tsx';
import { signUpViews } from './user/sign-up-views.tsx';

/** The pages that a site may draw itself, by their names; what each is drawn of is its contract with the site. */
export const pageViews = {
  ...loginViews,
  ...signUpViews,
  ...activationViews,
  ...passwordViews,
  ...passwordResetViews,
  ...emailViews,
  ...addressListViews,
  ...profileViews,
  ...pictureViews,
  ...noticeViews,
  ...auditViews,
  ...secondFactorViews,
  ...passkeyViews,
  ...sessionViews,
  ...deviceViews,
  ...tokenViews,
  ...newTokenViews,
  ...dataViews,
  ...organizationViews,
  ...invitationSignUpViews,
  ...errorViews,
};

type Views = typeof pageViews;
export type PageName = keyof Views;

/** What a page is drawn of, and how it would be drawn without the site. */
export type PageProps<Name extends PageName> = Parameters<Views[Name]>[0] & { readonly standard: VNode };

/** The pages of a site's own: a frame (`AuthPage`, `AccountPage`, `SitePage`) with what it asks, or `standard` and something beside. */
export type OwnPages = { readonly [Name in PageName]?: (props: PageProps<Name>) => VNode };

const DOCUMENT = /^<!doctype html><html[\s>]/;
const names = new Map<unknown, string>(Object.entries(pageViews).map(([name, view]) => [view, name]));

/**
 * A page of ours as this site draws it. It learns its name on the way, for whatever the site puts into its card.
 *
 * @throws RecordProblem where the site draws no whole page
 */
export function renderBySite(standard: VNode, page: PageContext, { pages }: SiteBrand): string {
  const name = names.get(standard.type);
  if (name === undefined) return renderPage(standard);
  const named = cloneElement(standard, { page: { ...page, name } });
  const own = pages[name];
  if (own === undefined) return renderPage(named);
  // What the view takes is what it was given: `OwnPages` says so of each name.
  const html = renderPage(own({ ...named.props, standard: named } as never));
  if (DOCUMENT.test(html)) return html;
  throw new RecordProblem(`The page ${name} of the branding`, [
    'it must be drawn in a frame such as AuthPage',
  ]);
}
