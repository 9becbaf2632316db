import type { Answer, JsonAnswer } from '../answer/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Problem } from '../request/problem.ts';
import type { Credentials } from '../settings/credentials.ts';
import type { Route } from './route.ts';

/** One interface: what it answers with, and how it says no. */
export interface HttpInterface {
  /** What a client must accept to be answered here. */
  readonly mediaType: 'application/json' | 'text/html';
  /** What it looks at to know who comes. */
  readonly credentials: Exclude<Credentials, 'none'>;
  readonly refuse: (problem: Problem, exchange: Exchange) => Answer | Promise<Answer>;
  /** What OPTIONS says of an address; left out, nothing but its methods. */
  readonly describe?: (address: DescribedAddress, exchange: Exchange) => Answer | Promise<Answer>;
  /** Shows an answer to who is logged in and opens its address in a browser; left out, JSON is all there is. */
  readonly show?: (shown: Shown, exchange: Exchange) => Answer | Promise<Answer>;
}

/** An address with all that can be done there. */
export interface Address {
  readonly routes: readonly Route[];
  /** Its methods, as the Allow header lists them. */
  readonly allow: string;
}

export interface DescribedAddress extends Address {
  /** The media types that answers may have there. */
  readonly renders: readonly string[];
}

/** An answer of the JSON API that is to be shown on a page. */
export interface Shown extends Address {
  readonly route: Route;
  readonly answer: JsonAnswer;
}
