import {
  ADOPTION,
  fieldProblems,
  fillableFields,
  seesPasswords,
  withBackend,
} from '../backend/outside-backend.ts';
import { certificateProblem } from '../certificates.ts';
import type { Config } from '../complete-config.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

const named = withBackend('external-api');

export const externalApiRules: SettingRules = {
  needs: {
    EXTERNAL_AUTH_URL: named,
    EXTERNAL_AUTH_FIELDS: named,
    EXTERNAL_AUTH_SUBJECT_FIELD: named,
    EXTERNAL_AUTH_TIMEOUT_SECONDS: named,
    EXTERNAL_AUTH_CA_FILE: named,
    EXTERNAL_AUTH_ALLOW_PRIVATE: named,
    EXTERNAL_AUTH_ADOPTS_USERS: named,
    EXTERNAL_AUTH_EMAILS_VERIFIED: named,
  },
  problems: (config) => (named.isMet(config) ? problemsOf(config) : []),
  productionProblems: (config) =>
    when(
      named.isMet(config) && config.externalAuthUrl?.startsWith('http:') === true,
      'EXTERNAL_AUTH_URL must start with https:// in production.',
    ),
  weakenings: (config) => [
    ...seesPasswords(config, 'external-api'),
    ...when(
      named.isMet(config) && config.externalAuthAllowPrivate,
      'EXTERNAL_AUTH_ALLOW_PRIVATE: names and passwords may be sent to addresses inside.',
    ),
    ...when(named.isMet(config) && config.externalAuthAdoptsUsers, `EXTERNAL_AUTH_ADOPTS_USERS: ${ADOPTION}`),
    ...when(
      named.isMet(config) && config.externalAuthEmailsVerified,
      'EXTERNAL_AUTH_EMAILS_VERIFIED: nobody here has seen that the addresses are theirs.',
    ),
  ],
};

function problemsOf(config: Config): string[] {
  const { externalAuthUrl, externalAuthCaFile, externalAuthFields } = config;
  const url = URL.parse(externalAuthUrl ?? '');
  const isGood = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return [
    ...when(
      !isGood,
      'EXTERNAL_AUTH_URL must be an address such as https://auth.example.org/login/, without user and password.',
    ),
    ...fieldProblems('EXTERNAL_AUTH_FIELDS', externalAuthFields ?? [], fillableFields(config)),
    ...when(
      config.externalAuthSubjectField?.includes('=') === true,
      'EXTERNAL_AUTH_SUBJECT_FIELD must be the name of one member of the answer, such as id.',
    ),
    ...certificateProblem('EXTERNAL_AUTH_CA_FILE', externalAuthCaFile),
  ];
}
