import type { LookupFunction } from 'node:net';
import type {
  AuthenticationBackend,
  BackendAnswer,
  OutsidePerson,
  OutsidePolicy,
} from '../../core/user/authentication-backend.ts';
import { canonicalUsername } from '../../core/user/username.ts';
import { type Credentials, type Guards, guardBackend } from './guard-backend.ts';
import { type OutsideField, readPerson } from './outside-field.ts';
import { OutsideProblem } from './outside-problem.ts';
import { postGuarded } from './post-guarded.ts';
import { readAnswer } from './read-answer.ts';

export interface ExternalApiOptions extends Guards {
  readonly url: URL;
  readonly policy: OutsidePolicy;
  /** Which member of the answer fills which column here; null for members that are called as the columns are. */
  readonly fields: readonly OutsideField[] | null;
  /** The member of the answer that stays a person's whatever they are called; null where the name stands for them. */
  readonly subjectField: string | null;
  readonly allowsPrivate: boolean;
  readonly certificateAuthorities?: string;
  /** How the name is resolved; tests give their own. */
  readonly lookup?: LookupFunction;
}

/**
 * Asks an API of the site's own whether a name and a password are right: a form with `username` and `password`;
 * 200 with a JSON object is yes and describes the person, any other 4xx is no, everything else is no answer.
 */
export function createExternalApiBackend(options: ExternalApiOptions): AuthenticationBackend {
  const ask = async ({ identifier, password }: Credentials, signal: AbortSignal): Promise<BackendAnswer> => {
    const response = await postGuarded({
      ...options,
      allowedBy: 'EXTERNAL_AUTH_ALLOW_PRIVATE',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ username: identifier, password }).toString(),
      signal,
    });
    const { status, text } = await readAnswer(response);
    if (status === 200) return { outcome: 'asserted', person: personOf(text, identifier, options) };
    if (isNo(status)) return { outcome: 'unknown', userId: null };
    const isRedirect = status >= 300 && status < 400;
    throw new OutsideProblem(`it answered ${status}${isRedirect ? ', and redirects are not followed' : ''}`);
  };
  return guardBackend({ name: 'external-api', outside: options.policy, ask }, options);
}

/** Time-outs and too many requests say nothing of the password. */
function isNo(status: number): boolean {
  return status >= 400 && status < 500 && ![405, 408, 425, 429].includes(status);
}

function personOf(
  text: string,
  asked: string,
  { fields, subjectField }: Pick<ExternalApiOptions, 'fields' | 'subjectField'>,
): OutsidePerson {
  const answer = readObject(text);
  const person = readPerson(answer, fields);
  const own = answer.username;
  // Its own spelling of the name, but never another name.
  const isSpelling = typeof own === 'string' && canonicalUsername(own) === canonicalUsername(asked);
  return { ...person, ...subjectIn(answer, subjectField), username: isSpelling ? own : asked };
}

/** @throws OutsideProblem where the answer does not say it, or so that two people may come to be one */
function subjectIn(
  answer: Readonly<Record<string, unknown>>,
  attribute: string | null,
): Pick<OutsidePerson, 'subject'> {
  if (attribute === null) return {};
  const told = Object.hasOwn(answer, attribute) ? answer[attribute] : undefined;
  if (typeof told === 'string' && told !== '') return { subject: { attribute, value: told } };
  // A longer number has been rounded already.
  if (Number.isSafeInteger(told)) return { subject: { attribute, value: String(told) } };
  throw new OutsideProblem(
    'it answered 200 without a text, or a whole number of at most 15 digits, in EXTERNAL_AUTH_SUBJECT_FIELD',
  );
}

/** A page that says 200 to everything, such as a captive portal, vouches for nobody. */
function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below, with the other forms of the same mistake.
  }
  throw new OutsideProblem('it answered 200 without a JSON object');
}
