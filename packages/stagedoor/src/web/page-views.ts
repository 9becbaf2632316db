import { cloneElement, type VNode } from 'preact';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import { renderPage } from '../ui/page.tsx';
import type { PageContext } from '../ui/page-context.ts';
import { SecurityView } from './audit/views.tsx';
import type { SiteBrand } from './brand-of.ts';
import { ErrorView } from './error/views.tsx';
import { LogInView, LogOutView, ReauthenticateView } from './login/views.tsx';
import {
  PasswordChangeDoneView,
  PasswordChangeView,
  PasswordRenewView,
  PasswordResetBadLinkView,
  PasswordResetCompleteView,
  PasswordResetConfirmView,
  PasswordResetDoneView,
  PasswordResetView,
  PasswordSetView,
} from './password/views.tsx';
import { DevicesView, SessionsView } from './session/views.tsx';
import { NewTokenMadeView, NewTokenView } from './token/new-token-views.tsx';
import { ApiTokenView, TokensView } from './token/views.tsx';
import {
  ActivationBadLinkView,
  ActivationDoneView,
  ActivationResendView,
  ActivationSentView,
  ActivationView,
} from './user/activation-views.tsx';
import { AddressConfirmView, AddressListView } from './user/address-list-views.tsx';
import { AccountDeletedView, DeleteAccountView, YourDataView } from './user/data-views.tsx';
import {
  EmailBadLinkView,
  EmailChangeSentView,
  EmailChangeView,
  EmailConfirmView,
  EmailUndoneView,
  EmailUndoView,
} from './user/email-views.tsx';
import { ProfileView } from './user/profile-views.tsx';
import { SignUpClosedView, SignUpDoneView, SignUpView } from './user/sign-up-views.tsx';

/** The pages that a site may draw itself, by their names; what each is drawn of is its contract with the site. */
export const pageViews = {
  'log-in': LogInView,
  'log-out': LogOutView,
  reauthenticate: ReauthenticateView,
  'sign-up': SignUpView,
  'sign-up-done': SignUpDoneView,
  'sign-up-closed': SignUpClosedView,
  activation: ActivationView,
  'activation-done': ActivationDoneView,
  'activation-bad-link': ActivationBadLinkView,
  'activation-resend': ActivationResendView,
  'activation-sent': ActivationSentView,
  'password-change': PasswordChangeView,
  'password-renew': PasswordRenewView,
  'password-change-done': PasswordChangeDoneView,
  'password-set': PasswordSetView,
  'password-reset': PasswordResetView,
  'password-reset-sent': PasswordResetDoneView,
  'password-reset-confirm': PasswordResetConfirmView,
  'password-reset-bad-link': PasswordResetBadLinkView,
  'password-reset-done': PasswordResetCompleteView,
  'email-change': EmailChangeView,
  'email-change-sent': EmailChangeSentView,
  'email-confirm': EmailConfirmView,
  'email-undo': EmailUndoView,
  'email-undone': EmailUndoneView,
  'email-bad-link': EmailBadLinkView,
  'email-addresses': AddressListView,
  'email-address-confirm': AddressConfirmView,
  profile: ProfileView,
  security: SecurityView,
  sessions: SessionsView,
  devices: DevicesView,
  tokens: TokensView,
  'api-token': ApiTokenView,
  'token-new': NewTokenView,
  'token-made': NewTokenMadeView,
  data: YourDataView,
  'delete-account': DeleteAccountView,
  'account-deleted': AccountDeletedView,
  error: ErrorView,
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
