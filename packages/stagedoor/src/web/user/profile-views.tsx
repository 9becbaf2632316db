import type { VNode } from 'preact';
import type { Translator } from '../../texts/translator.ts';
import { CurrentPasswordField, NameFields, UsernameField } from '../../ui/account-fields.tsx';
import { AccountPage, AccountSection } from '../../ui/account-page.tsx';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/choice-fields.tsx';
import { ExtraFieldInput } from '../../ui/extra-field-input.tsx';
import { Form, fieldId } from '../../ui/form.tsx';
import { type FormState, hasErrors } from '../../ui/form-state.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { paths } from '../paths.ts';
import type { ExtraFieldDescription } from './extra-field-inputs.ts';
import { OwnPicture } from './picture-views.tsx';
import { timeZoneChoices } from './time-zone-choices.ts';

export interface ProfileViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  /** False where people are known by their address alone. */
  readonly hasUsername: boolean;
  /** Whether another username needs the password first. */
  readonly asksForPassword: boolean;
  readonly extraFields: readonly ExtraFieldDescription[];
  /** Whether people show a picture of themselves. */
  readonly hasPicture: boolean;
}

function ProfileFields({ page, form, extraFields }: ProfileViewProps): VNode {
  const { t } = page;
  const name = { isRequired: false, maxLength: 150 };
  return (
    <>
      <NameFields t={t} form={form} firstName={name} lastName={name} />
      <SelectField
        t={t}
        form={form}
        name="language"
        label={t('profile.language')}
        hint={t('profile.language_hint')}
        choices={page.languages.map(({ tag, name: label }) => ({ value: tag, label }))}
      />
      <TimeZone t={t} form={form} />
      {extraFields.map((field) => (
        <ExtraFieldInput key={field.name} t={t} form={form} field={field} />
      ))}
    </>
  );
}

/** The script offers the browser's own zone where another one is chosen, or none. */
function TimeZone({ t, form }: { readonly t: Translator; readonly form: FormState }): VNode {
  const name = 'time_zone';
  return (
    <SelectField
      t={t}
      form={form}
      name={name}
      optional
      label={t('profile.time_zone')}
      hint={
        <>
          {t('profile.time_zone_hint')}{' '}
          <button
            type="button"
            class="link"
            hidden
            data-time-zone-for={fieldId(name)}
            data-offer={t('profile.time_zone_offer')}
          />
        </>
      }
      emptyLabel={t('profile.time_zone_none')}
      choices={timeZoneChoices(form.values[name] ?? '')}
    />
  );
}

/** By which one logs in, so that another one takes the password, and the owner is told. */
function Username({ page, form, hasUsername, asksForPassword }: ProfileViewProps): VNode | null {
  const { t } = page;
  if (!hasUsername) return null;
  return (
    <>
      <UsernameField t={t} form={form} />
      {asksForPassword ? (
        <CurrentPasswordField t={t} form={form} hint={t('profile.password_hint')} optional />
      ) : null}
    </>
  );
}

/** Fields on the wire: `username`, `password`, `last_name`, `language`, `time_zone`, extra fields. The whole page comes anew: its language may. */
export function ProfileView(props: ProfileViewProps): VNode {
  const { page, form } = props;
  const { t } = page;
  return (
    <AccountPage
      page={page}
      section="profile"
      title={t('profile.title')}
      lead={t('profile.lead')}
      refused={hasErrors(form)}
    >
      <div class="section">
        <Form page={page} action={paths.profile} form={form} wholePage>
          <ProfileFields {...props} />
          <Username {...props} />
          <div class="form-actions">
            <SubmitButton>{t('profile.submit')}</SubmitButton>
          </div>
        </Form>
      </div>
      <PictureSection {...props} />
      <AddressSection page={page} />
    </AccountPage>
  );
}

/** How they look to others, and where that is changed. */
function PictureSection({ page, hasPicture }: Pick<ProfileViewProps, 'page' | 'hasPicture'>): VNode | null {
  const { t, user } = page;
  if (!hasPicture) return null;
  return (
    <AccountSection title={t('picture.title')} lead={t('picture.lead')}>
      <OwnPicture page={page} />
      <div class="form-actions">
        <ButtonLink kind="quiet" href={paths.picture}>
          {t(user?.picture == null ? 'picture.add' : 'picture.change')}
        </ButtonLink>
      </div>
    </AccountSection>
  );
}

/** Where e-mails go, and where that is changed. */
function AddressSection({ page }: Pick<ProfileViewProps, 'page'>): VNode | null {
  const { t, user } = page;
  if (user === null) return null;
  return (
    <AccountSection title={t('profile.address')} lead={t('profile.address_lead')}>
      <p class="address">{user.email === '' ? t('profile.address_none') : user.email}</p>
      <div class="form-actions">
        <ButtonLink kind="quiet" href={paths.email}>
          {t('profile.address_change')}
        </ButtonLink>
      </div>
    </AccountSection>
  );
}

/** The pages here that a site may draw itself. */
export const profileViews = {
  profile: ProfileView,
};
