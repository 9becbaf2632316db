import {
  anyFunction,
  eitherWay,
  type FieldShape,
  isRecord,
  problemsOf,
  type RecordShape,
  recordOf,
  required,
  textLike,
} from '../kernel/record-shape.ts';
import type { AuthenticationBackend, OutsidePolicy } from '../user/authentication-backend.ts';

const policyShape: RecordShape<keyof OutsidePolicy> = {
  createsUsers: required(eitherWay),
  adoptsUsers: required(eitherWay),
  emailsAreVerified: required(eitherWay),
  namesIgnoreCase: required(eitherWay),
};

const backendShape: RecordShape<keyof AuthenticationBackend> = {
  // One of the site's own is called `passkey`, and is always trusted.
  name: required(textLike('a name of its own', /^(?!passkey$)[\s\S]*\S/)),
  outside: recordOf(policyShape),
  authenticate: required(anyFunction),
};

/** A site's own back ends. A policy that says `'false'` would be as good as one that says true. */
export const backendsField: FieldShape = {
  isRequired: false,
  problems: (value, name) =>
    Array.isArray(value)
      ? value.flatMap((backend, index) => backendProblems(backend, `${name}[${index}]`))
      : [`${name} must be a list`],
};

/** A back end may be of a class: what it inherits counts, and what else it keeps is its own affair. */
function backendProblems(backend: unknown, name: string): readonly string[] {
  if (!isRecord(backend)) return [`${name} must be a record`];
  const said = Object.keys(backendShape).filter((key) => key in backend);
  return problemsOf(Object.fromEntries(said.map((key) => [key, backend[key]])), backendShape, name);
}
