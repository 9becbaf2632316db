import { defineSettings } from '../define-settings.ts';
import { choices, routePaths } from '../list-kinds.ts';
import { choice, flag, text } from '../setting-kinds.ts';

const AUTHENTICATION_CLASSES = ['session', 'jwt-cookie', 'jwt', 'token', 'personal-token', 'basic'] as const;

/**
 * Every way in but a password with each request. A header is what the program itself says, a cookie what its browser adds: a
 * header that is there decides.
 */
export const USUAL_AUTHENTICATION = ['token', 'jwt', 'personal-token', 'session', 'jwt-cookie'] as const;

/** What programs are answered, where, and by which credentials they come. */
export const apiSettings = defineSettings({
  title: 'The JSON API',
  django: { API_UNKNOWN_PARAMETERS: 'ignore' },
  settings: {
    API_DOCS: flag({
      default: null,
      shownDefault: 'true in development where HOST and PUBLIC_URL are this machine’s own, false elsewhere',
      about:
        'Anybody may read what the JSON API offers: the OpenAPI document at /openapi.json and /api/schema/, and /docs/.',
    }),
    API_FORMAT: choice({
      words: ['plain', 'envelope', 'problem'],
      default: 'plain',
      about:
        'The shape of what the JSON API answers: REST framework’s bare bodies; every body in `success`, `data` and `error`; or bare bodies with refusals as RFC 9457 problem details.',
    }),
    API_PROBLEM_TYPE_URL: text({
      default: null,
      shownDefault: '`about:blank`, for all',
      maxLength: 500,
      about:
        'Where the site describes its refusals, such as `https://example.org/errors#`: the code goes behind it, and is the `type` of problem details.',
    }),
    API_AUTHENTICATION: choices({
      words: AUTHENTICATION_CLASSES,
      default: null,
      shownDefault: `\`${USUAL_AUTHENTICATION.join(',')}\``,
      about:
        'The ways in that the JSON API looks at, in this order: REST framework’s authentication classes. Unset, an `Authorization` header that a program sends counts before the cookies that its browser adds. `basic` is a name and a password with each request, off unless it stands here. Where this is set its first decides between 401 and 403, as AUTH_CHALLENGE says.',
    }),
    AUTH_CHALLENGE: choice({
      words: AUTHENTICATION_CLASSES,
      default: null,
      shownDefault: 'the first of API_AUTHENTICATION where that is set, else `jwt`',
      about:
        'Whose `WWW-Authenticate` a request gets that shows no credentials, or wrong ones, with 401: `Bearer realm="api"`, `Token`, `Basic realm="api"`. `session` has none and makes it 403.',
    }),
    API_UNKNOWN_PARAMETERS: choice({
      words: ['refuse', 'ignore'],
      default: 'refuse',
      about:
        'What becomes of a parameter in the address of a list that the list does not know: a 400 that names it, or REST framework’s way, to go on as if it were not there. Which ones were passed over is then said in the header `Ignored-Parameters`.',
    }),
    API_PATHS: routePaths({
      default: [],
      about:
        'Routes of the JSON API that are served elsewhere, by name: `token_refresh=/api/auth/refresh/`. Names are those of OPTIONS and of the reference, Django’s URL names where there is one; all methods of the address move along, and the old address is gone. An address that two routes would have is refused at the start.',
    }),
    BROWSABLE_API: flag({
      default: null,
      shownDefault: 'true in development where HOST and PUBLIC_URL are this machine’s own, false elsewhere',
      about:
        'Who is logged in and opens an address of the JSON API in a browser sees its answer on a page. Programs see no difference.',
    }),
    USERS_API: flag({
      default: true,
      about:
        'Users, groups, permissions and roles are resources of the JSON API: `/api/users/`, `/api/groups/`, `/api/permissions/`, `/api/roles/`, `/api/roleassignments/`, for who may see them. Not where DJOSER_PATH is `/api/`, whose addresses these are.',
    }),
  },
});
