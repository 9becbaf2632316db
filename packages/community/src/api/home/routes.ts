import { defineRoute, type Exchange, json, type Route } from 'stagedoor/api';
import { homeTexts } from '../../texts/home.ts';

const { keys: texts } = homeTexts;

const forMembers = { issues: 'none', access: 'authenticated' } as const;
const greet = ({ translate }: Exchange) => json({ message: translate(texts.helloUser) });

/**
 * What front ends of Django try out first: one address for cookies and tokens alike, the same by an
 * unsafe method, and one for the members of a group.
 */
export const homeApiRoutes: readonly Route[] = [
  defineRoute({
    ...forMembers,
    name: 'protected',
    method: 'GET',
    path: '/api/protected/',
    csrf: 'none',
    handler: greet,
  }),
  defineRoute({
    ...forMembers,
    name: 'protected-route',
    method: 'POST',
    path: '/api/protected-route/',
    csrf: 'session',
    handler: greet,
  }),
  defineRoute({
    ...forMembers,
    name: 'editors',
    method: 'GET',
    path: '/api/editors/',
    csrf: 'none',
    needs: { group: 'Editors' },
    handler: ({ translate }) => json({ message: translate(texts.helloEditor) }),
  }),
];
