import type { HttpInterface } from '../http/route/http-interface.ts';
import { refusePage } from './refuse-page.tsx';

/** The HTML interface for people: how it knows who comes, and how it says no. */
export const pageInterface: HttpInterface = {
  mediaType: 'text/html',
  credentials: 'session',
  refuse: refusePage,
};
