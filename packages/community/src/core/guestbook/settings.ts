import { setting } from 'stagedoor';

export const guestBookSettings = {
  GUESTBOOK_LINES_A_DAY: setting.integer({
    default: 5,
    min: 1,
    max: 1_000,
    about: 'How many lines one member may leave in a day.',
  }),
  GUESTBOOK_NOTIFY: setting.emailAddress({
    default: null,
    about: 'Who gets an e-mail for each new line.',
  }),
  GUESTBOOK_NOTIFY_LANGUAGE: setting.choice({
    words: ['en', 'es'],
    default: 'en',
    about: 'The language of these e-mails.',
  }),
};
