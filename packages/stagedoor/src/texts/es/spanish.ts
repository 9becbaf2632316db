import { joinThemes } from '../join-themes.ts';
import { accountPages } from './account-pages.ts';
import { authPages } from './auth-pages.ts';
import { cli } from './cli.ts';
import { errorPages } from './error-pages.ts';
import { events } from './events.ts';
import { mail } from './mail.ts';
import { parts } from './parts.ts';
import { passwordTexts } from './password.ts';
import { refusals } from './refusals.ts';
import { webhooks } from './webhooks.ts';

/** Every text of the language, one flat record; no key is in two themes (a test says so). */
export const spanish = joinThemes(
  refusals,
  parts,
  authPages,
  accountPages,
  events,
  errorPages,
  mail,
  cli,
  passwordTexts,
  webhooks,
);
