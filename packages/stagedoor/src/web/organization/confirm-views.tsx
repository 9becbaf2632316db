import type { VNode } from 'preact';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { hasErrors } from '../../ui/form-state.ts';
import type { OrganizationFormProps } from './form-views.tsx';

export interface OrganizationConfirmViewProps extends OrganizationFormProps {
  /** Where the form goes. */
  readonly action: string;
  /** The question, which names what it is about. */
  readonly title: string;
  /** What is acted on: a team, a member, the organization. */
  readonly about: string;
  /** What becomes of it. */
  readonly points: readonly string[];
  /** The words of the button that does it; null where it cannot be done, as the points say. */
  readonly confirm: string | null;
  /** What can be done in its place. */
  readonly instead?: readonly { readonly label: string; readonly path: string }[];
  readonly backPath: string;
}

/** What is hard to undo in an organization is asked about on a page of its own, with a script and without. No fields. */
export function OrganizationConfirmView(props: OrganizationConfirmViewProps): VNode {
  const { page, form, action, title, about, points, confirm, instead = [], backPath } = props;
  const isAsked = confirm !== null;
  return (
    <AccountPage page={page} section="organizations" title={title} refused={isAsked && hasErrors(form)}>
      <AccountSection danger={isAsked} title={about}>
        <ul class="plain-list">
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        {isAsked ? (
          <Form page={page} action={action} form={form}>
            <div class="form-actions">
              <SubmitButton kind="danger">{confirm}</SubmitButton>
              <ButtonLink kind="quiet" href={backPath}>
                {page.t('dialog.cancel')}
              </ButtonLink>
            </div>
          </Form>
        ) : (
          <div class="form-actions">
            {instead.map(({ label, path }) => (
              <ButtonLink key={path} kind="quiet" href={path}>
                {label}
              </ButtonLink>
            ))}
          </div>
        )}
      </AccountSection>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const organizationConfirmViews = { 'organization-confirm': OrganizationConfirmView };
