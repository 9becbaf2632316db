import { RequestProblem } from '../request/problem.ts';
import { readBasic } from '../request/read-basic.ts';
import type { HeaderCredential } from './incoming-credential.ts';

/** What cannot be a credential at all is no base64 either. */
const faults = { empty: 'empty', spaces: 'spaces', characters: 'encoding', parts: 'encoding' } as const;

/** A name and a password with each request (RFC 7617). It goes no further than a personal token, and gets nothing to take away. */
export const basic: HeaderCredential<'password'> = {
  kind: 'password',
  place: 'header',
  source: 'password',
  schemes: ['basic'],
  isOptIn: true,
  challenge: 'Basic realm="api"',
  refusal: 'basic-refused',
  isTakenBy: ({ personalTokens, issues }) => personalTokens === true && issues === 'none',
  openApi: {
    name: 'basic',
    refuses: ['stage-required', 'throttled', 'busy'],
    scheme: () => ({
      type: 'http',
      scheme: 'basic',
      description: 'A name and a password with each request.',
    }),
  },
  /** @throws RequestProblem `https-required` for a password that came in the clear, `basic-refused` */
  read(encoded, { isInClear, visitor }) {
    if (isInClear) throw new RequestProblem({ code: 'https-required' });
    const read = readBasic(encoded);
    if (read === null) throw new RequestProblem({ code: 'basic-refused', fault: 'encoding' });
    return { kind: 'password', ...read, visitor };
  },
  malformed: (problem) => ({ code: 'basic-refused', fault: faults[problem] }),
  refused: () => ({ code: 'basic-refused', fault: 'invalid' }),
};
