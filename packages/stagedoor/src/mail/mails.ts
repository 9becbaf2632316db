import type { MailName } from '../core/outbox/mail-data.ts';
import { activationMails } from './activation/mails.ts';
import { emailMails } from './email/mails.ts';
import { lifeMails } from './life/mails.ts';
import { loginMails } from './login/mails.ts';
import type { MailRecords } from './mail-record.ts';
import { organizationMails } from './organization/mails.ts';
import { outboxMails } from './outbox/mails.ts';
import { passwordMails } from './password/mails.ts';
import { passwordResetMails } from './password-reset/mails.ts';
import { personalTokenMails } from './personal-token/mails.ts';
import { secondFactorMails } from './second-factor/mails.ts';
import { signUpMails } from './sign-up/mails.ts';
import { usernameMails } from './username/mails.ts';
import { webhookMails } from './webhook/mails.ts';

/** Every e-mail, by the features that send it: a kind of core's that no feature puts into words does not compile. */
export const mails: MailRecords<MailName> = {
  ...activationMails,
  ...signUpMails,
  ...outboxMails,
  ...passwordResetMails,
  ...usernameMails,
  ...personalTokenMails,
  ...passwordMails,
  ...emailMails,
  ...loginMails,
  ...secondFactorMails,
  ...lifeMails,
  ...webhookMails,
  ...organizationMails,
};
