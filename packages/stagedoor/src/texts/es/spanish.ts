import { featureTexts } from '../feature-texts.ts';
import { joinThemes } from '../join-themes.ts';
import { accountPages } from './account-pages.ts';
import { authPages } from './auth-pages.ts';
import { cli } from './cli.ts';
import { errorPages } from './error-pages.ts';
import { events } from './events.ts';
import { mail } from './mail.ts';
import { parts } from './parts.ts';

/** Every text of the language, one flat record: what features say, then the themes. No key is in two (a test says so). */
export const spanish = joinThemes(
  ...featureTexts.map(({ es }) => es),
  parts,
  authPages,
  accountPages,
  events,
  errorPages,
  mail,
  cli,
);
