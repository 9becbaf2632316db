import { defineSettings } from '../define-settings.ts';
import { languageTags } from '../list-kinds.ts';
import { color, link, text } from '../setting-kinds.ts';

/** What the site is called and how it looks: docs/guides/looks-and-words.md tells more. */
export const brandingSettings = defineSettings({
  title: 'Looks and words',
  settings: {
    SITE_NAME: text({ default: 'Stagedoor', maxLength: 80, about: 'The name in pages and e-mails.' }),
    TERMS_URL: link({ default: null, about: 'The terms of use, linked at the foot of every page.' }),
    PRIVACY_URL: link({ default: null, about: 'The privacy notice, linked at the foot of every page.' }),
    HELP_URL: link({
      default: null,
      about:
        'Where people find help, linked at the foot of every page: a page, or `mailto:help@example.org`.',
    }),
    SITE_LANGUAGES: languageTags({
      default: null,
      shownDefault: 'all that the site has words in: `en,es` and those that it adds',
      about:
        'The languages that people may choose, as they are shown. The first is spoken to whoever asks for none of them.',
    }),
    PRIMARY_COLOR: color({
      default: null,
      about:
        'The colour of main buttons, in light and dark; links, the ring of the focus and emails follow it. Text that nobody could read does not start.',
    }),
    MARK_FILE: text({
      default: null,
      about: 'The picture beside the site’s name and in tabs: an SVG or PNG file of at most 256 KiB.',
    }),
  },
});
