import type { VNode } from 'preact';
import { AccountPage } from '../../ui/account-page.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { FileField } from '../../ui/field.tsx';
import { fileSize } from '../../ui/file-size.ts';
import { Form } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { paths } from '../paths.ts';

/** How somebody looks to others: their picture, large, or the initials that stand in its place. */
export function OwnPicture({ page }: { readonly page: PageContext }): VNode | null {
  const { t, user } = page;
  if (user === null) return null;
  if (user.picture === null) return <Avatar name={user.displayName} picture={null} isLarge />;
  return <img class="picture" src={user.picture} alt={t('picture.alt')} width={96} height={96} />;
}

export interface PictureViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  /** The longest request that is taken. */
  readonly maxBytes: number;
}

/** Another picture, or none. By itself, so that sending a file takes nothing along that was typed elsewhere. Field on the wire: `picture`, a file. */
export function PictureView({ page, form, maxBytes }: PictureViewProps): VNode {
  const { t, user } = page;
  return (
    <AccountPage
      page={page}
      section="profile"
      title={t('picture.title')}
      lead={t('picture.lead')}
      refused={hasErrors(form)}
    >
      <section class="section">
        <OwnPicture page={page} />
        <Form page={page} action={paths.picture} form={form} label={t('picture.title')} files wholePage>
          <FileField
            t={t}
            form={form}
            name="picture"
            label={t('picture.file')}
            hint={t('picture.hint', { size: fileSize(t, maxBytes) })}
            accept="image/jpeg,image/png,image/webp,image/gif"
          />
          <div class="form-actions">
            <SubmitButton>{t('picture.submit')}</SubmitButton>
            <ButtonLink kind="quiet" href={paths.profile}>
              {t('dialog.cancel')}
            </ButtonLink>
          </div>
        </Form>
        {user?.picture == null ? null : (
          <Form page={page} action={paths.removePicture} label={t('picture.remove')} wholePage>
            <div class="form-actions">
              <SubmitButton kind="danger-quiet">{t('picture.remove')}</SubmitButton>
            </div>
          </Form>
        )}
      </section>
    </AccountPage>
  );
}

/** The pages here that a site may draw itself. */
export const pictureViews = { picture: PictureView };
