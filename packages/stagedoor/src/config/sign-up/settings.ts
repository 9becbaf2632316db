import { defineSettings } from '../define-settings.ts';
import { signUpFields } from '../list-kinds.ts';
import { flag } from '../setting-kinds.ts';

/** Who may make an account, and what is asked. */
export const signUpSettings = defineSettings({
  title: 'Signing up',
  django: { EMAIL_REQUIRED: 'false', SIGNUP_REVEALS_TAKEN_EMAIL: 'true', LOGIN_AFTER_SIGNUP: 'true' },
  settings: {
    SIGNUP_OPEN: flag({ default: true, about: 'Strangers may make accounts.' }),
    SIGNUP_BY_INVITATION: flag({
      default: false,
      about:
        'Whoever is invited into an organization may sign up by the link of the invitation, with the invited address, where SIGNUP_OPEN is false.',
    }),
    EMAIL_REQUIRED: flag({
      default: true,
      about:
        'Whoever signs up gives an address. Without one they are in at once, as nothing is to be proved; they get no e-mails, and no new password by mail until they add an address. With LOGIN_BY=email an address is required all the same.',
    }),
    SIGNUP_FIELDS: signUpFields({
      default: null,
      shownDefault:
        '`username*,email*,first_name,last_name,password1*,password2*`, with `email` where EMAIL_REQUIRED is false and no `username*` with LOGIN_BY=email',
      about:
        'What the sign-up asks, on the page and in every API: allauth’s ACCOUNT_SIGNUP_FIELDS. What is left out is not asked and ignored; without `password2*` the password is asked once. Extra fields come on top, by their own `atSignUp`. `createsuperuser` asks for first and last names that are required.',
    }),
    SIGNUP_REVEALS_TAKEN_EMAIL: flag({
      default: false,
      about: 'Sign-up says that an address has an account, instead of writing to its owner.',
    }),
    LOGIN_AFTER_SIGNUP: flag({ default: false, about: 'Sign-up logs in at once.' }),
  },
});
