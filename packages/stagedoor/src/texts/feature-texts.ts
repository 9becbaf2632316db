import { accessTexts } from './feature/access.ts';
import { accountTexts } from './feature/account.ts';
import { apiTokenTexts } from './feature/api-token.ts';
import { basicTexts } from './feature/basic.ts';
import { csrfTexts } from './feature/csrf.ts';
import { emailTexts } from './feature/email.ts';
import { fieldTexts } from './feature/field.ts';
import { frontEndsTexts } from './feature/front-ends.ts';
import { idempotencyTexts } from './feature/idempotency.ts';
import { jwtTexts } from './feature/jwt.ts';
import { limitTexts } from './feature/limit.ts';
import { loginTexts } from './feature/login.ts';
import { passwordTexts } from './feature/password.ts';
import { requestTexts } from './feature/request.ts';
import { successTexts } from './feature/success.ts';
import { ticketTexts } from './feature/ticket.ts';
import { userTexts } from './feature/user.ts';
import { webhookTexts } from './feature/webhook.ts';

/**
 * What the features say, in both languages; no key is in two of them (a test says so). What older ones say on pages, in e-mails and in
 * the terminal is still in the themes of each language.
 */
export const featureTexts = [
  fieldTexts,
  requestTexts,
  csrfTexts,
  accessTexts,
  limitTexts,
  idempotencyTexts,
  loginTexts,
  accountTexts,
  userTexts,
  emailTexts,
  passwordTexts,
  jwtTexts,
  apiTokenTexts,
  basicTexts,
  ticketTexts,
  successTexts,
  frontEndsTexts,
  webhookTexts,
] as const;
