import type { Config } from './complete-config.ts';

/** What is wrong with the settings for front ends of Django and with where e-mails lead. */
export function frontEndProblems(config: Config): string[] {
  const { djRestAuthPath, djoserPath } = config;
  return [
    ...pathProblems('JWT_PATH', config.jwtPath),
    ...pathProblems('DJ_REST_AUTH_PATH', djRestAuthPath),
    ...pathProblems('DJ_REST_AUTH_REGISTRATION_PATH', config.djRestAuthRegistrationPath),
    ...pathProblems('DJOSER_PATH', djoserPath),
    ...typeProblems(config.apiProblemTypeUrl),
    ...(djoserPath !== null && djoserPath === djRestAuthPath
      ? ['DJ_REST_AUTH_PATH and DJOSER_PATH must differ.']
      : []),
    ...linkProblems('ACTIVATION_URL', config.activationUrl, config),
    ...linkProblems('PASSWORD_RESET_CONFIRM_URL', config.passwordResetConfirmUrl, config),
    ...linkProblems('USERNAME_RESET_CONFIRM_URL', config.usernameResetConfirmUrl, config),
  ];
}

function pathProblems(name: string, path: string | null): string[] {
  if (path === null) return [];
  if (/^\/(?:[\w.-]+\/)+$/.test(path)) return [];
  return [`${name} must be a path such as /auth/, with a slash at both ends; it is "${path}".`];
}

/** Clients compare it letter by letter, so it is one place wherever they asked (RFC 9457 section 3.1.1). */
function typeProblems(url: string | null): string[] {
  if (url === null || (/^https?:\/\/\S+$/.test(url) && URL.canParse(url))) return [];
  return [`API_PROBLEM_TYPE_URL must be a URL such as https://example.org/errors#; it is "${url}".`];
}

/** A secret goes there: over https, or on this machine, and only ever to the place that is written here. */
function linkProblems(name: string, template: string | null, { publicUrl, isHttps }: Config): string[] {
  if (template === null) return [];
  const url = URL.canParse(template, publicUrl.href) ? new URL(template, publicUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || /^\/\//.test(template)) {
    return [`${name} must be a path of this site or an absolute URL; it is "${template}".`];
  }
  if (!template.includes('{uid}') || !template.includes('{token}')) {
    return [`${name} must have {uid} and {token} in it.`];
  }
  return isHttps && url.protocol !== 'https:' ? [`${name} must start with https:// like PUBLIC_URL.`] : [];
}
