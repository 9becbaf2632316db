import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const apiRules: SettingRules = {
  needs: {
    API_PROBLEM_TYPE_URL: {
      words: 'API_FORMAT=problem',
      isMet: ({ apiFormat }) => apiFormat === 'problem',
    },
  },
  // Clients compare it letter by letter, so it is one place wherever they asked (RFC 9457 section 3.1.1).
  problems: ({ apiProblemTypeUrl: url }) =>
    when(
      url !== null && !(/^https?:\/\/\S+$/.test(url) && URL.canParse(url)),
      `API_PROBLEM_TYPE_URL must be a URL such as https://example.org/errors#; it is "${url}".`,
    ),
  weakenings: ({ nodeEnv, apiDocs, apiAuthentication, apiUnknownParameters }) => [
    ...when(
      nodeEnv === 'production' && apiDocs,
      'API_DOCS=true: strangers can read what the JSON API offers.',
    ),
    ...when(
      apiAuthentication.includes('basic'),
      'API_AUTHENTICATION names basic: passwords travel with each request, and programs keep them.',
    ),
    ...when(
      apiUnknownParameters === 'ignore',
      'API_UNKNOWN_PARAMETERS=ignore: whoever misspells a filter is answered the whole list.',
    ),
  ],
};
