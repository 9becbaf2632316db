import type { LanguageTag } from '../../core/kernel/language-tag.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Answer } from '../../http/answer/answer.ts';
import { redirect } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { emptyForm, type FormState } from '../../ui/form-state.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerForm, type FormInput, type FormPage } from '../form-page.ts';
import { chooseLanguage } from '../member-language.ts';
import { safeNext } from '../next.ts';
import type { OwnInput, PageInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { asksForPassword, proveWith } from '../recent-proof.ts';
import { describeExtraFields } from './extra-field-inputs.ts';
import { ProfileView } from './profile-views.tsx';
import { readExtra, sentExtra } from './read-extra.ts';
import { currentZone } from './time-zone-choices.ts';

const fields = {
  username: 'text',
  first_name: 'text',
  last_name: 'text',
  language: 'text',
  time_zone: 'text',
  password: 'secret',
} as const;

const profileForm: FormPage<typeof fields, 'authenticated'> = {
  fields,
  draw(exchange, form, input) {
    const typed = sentExtra(exchange, 'profile');
    return drawProfile(exchange, { ...form, values: { ...typed, ...form.values } }, input);
  },
  async act(exchange, typed, { principal: current }) {
    const renames = exchange.context.accounts.logInBy !== 'email' && typed.username !== current.user.username;
    // A form without the field, an older one that is still open, leaves the name alone.
    const changesName = renames && 'username' in exchange.body();
    const principal = changesName ? await proveWith(exchange, typed.password) : current;
    const language = changedLanguage(exchange, current, typed.language);
    await exchange.context.useCases.user.updateProfile({
      principal,
      visitor: exchange.visitor,
      ...(changesName ? { username: typed.username } : {}),
      firstName: typed.first_name,
      lastName: typed.last_name,
      ...(language === null ? {} : { language }),
      // A form without the field, an older one that is still open, leaves the zone alone.
      ...('time_zone' in exchange.body() ? { timeZone: typed.time_zone || null } : {}),
      extra: readExtra(exchange, 'profile'),
    });
    if (language !== null) exchange.chooseLanguage(language);
    exchange.flash('success', exchange.translate('profile.saved'));
    return goTo(exchange, paths.profile);
  },
};

async function drawProfile(
  exchange: Exchange,
  form: FormState,
  input: FormInput<'authenticated'>,
): Promise<Answer> {
  const { user } = input.principal;
  const { accounts, settings } = exchange.context;
  const extraFields = describeExtraFields(accounts.extraFields, 'profile', exchange.language);
  const asks = await asksForPassword(exchange);
  return await answerPage(
    exchange,
    (page) => (
      <ProfileView
        page={page}
        form={form}
        hasUsername={accounts.logInBy !== 'email' && user.username !== null}
        asksForPassword={asks}
        extraFields={extraFields}
        hasPicture={settings.hasPictures}
      />
    ),
    input,
  );
}

function storedForm(exchange: Exchange, principal: Principal): FormState {
  return { ...emptyForm, values: storedValues(principal, spokenTo(exchange, principal.user.language)) };
}

/** The language that was picked, or null where the form says what it was drawn with: saving a name chooses no language. */
function changedLanguage(exchange: Exchange, { user }: Principal, typed: string): LanguageTag | null {
  const isNew = typed !== spokenTo(exchange, user.language);
  return isNew && exchange.context.languages.isOffered(typed) ? typed : null;
}

/** What the form stands at: the language that was chosen, or the closest that the site still has. */
function spokenTo({ context, language }: Exchange, chosen: LanguageTag | null): LanguageTag {
  return chosen === null ? language : context.languages.translatorFor(chosen).language;
}

async function showProfile(exchange: Exchange, own: OwnInput): Promise<Answer> {
  return await profileForm.draw(exchange, storedForm(exchange, own.principal), { ...own, status: 200 });
}

/** The user's own values as a form holds them; a ticked box is any text. */
function storedValues({ user }: Principal, language: string): Record<string, string> {
  const extra = Object.entries(user.extra).flatMap(([name, value]) =>
    value === null || value === false ? [] : [[name, String(value)]],
  );
  return {
    username: user.username ?? '',
    first_name: user.firstName,
    last_name: user.lastName,
    language,
    time_zone: currentZone(user.timeZone ?? ''),
    ...Object.fromEntries(extra),
  };
}

/** The language switch of every page, for visitors who are not logged in too. */
async function switchLanguage(exchange: Exchange, { principal }: PageInput): Promise<Answer> {
  const { language } = exchange.body();
  if (exchange.context.languages.isOffered(language)) await chooseLanguage(exchange, principal, language);
  return redirect(safeNext(exchange) ?? '/');
}

export const profileRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_profile',
    at: [paths.profile],
    access: 'authenticated',
    issues: 'session',
    get: showProfile,
    post: answerForm(profileForm),
  }),
  ...pageRoutes({ name: 'set_language', at: [paths.language], access: 'anyone', post: switchLanguage }),
];
