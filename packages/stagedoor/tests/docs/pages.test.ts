import { describe, expect, it } from 'vitest';
import type { Access, Route } from '../../src/http/route/route.ts';
import { pageRoutesOf } from '../../src/server/page-routes-of.ts';
import { namesIn, readDocument, tableRows } from './markdown.ts';

const WHO: Record<Access, string> = { anyone: 'anyone', anonymous: 'strangers', authenticated: 'members' };
const page = readDocument('docs/reference/pages.md');
// Made for no site: the list of routes does not depend on one.
const routes = pageRoutesOf({
  mailCatcher: {},
  openedFeatures: [],
  settings: { organizations: { mode: 'open' } },
} as never);

describe('the page docs/reference/pages.md', () => {
  it('lists every page with its methods, who may come and its name, and no other', () => {
    const listed = tableRows(page).map(([address, methods, who, name]) => [
      namesIn(address)[0],
      methods,
      who,
      namesIn(name)[0],
    ]);
    const paths = [...new Set(routes.map(({ path }) => path))];
    expect(listed.sort()).toEqual(paths.map(rowOf).sort());
  });
});

function rowOf(path: string): (string | undefined)[] {
  const here = routes.filter((route) => route.path === path);
  const methods = here.map(({ method }) => method).join(', ');
  return [path, methods, WHO[(here[0] as Route).access], here[0]?.name.replace(/:.*$/, '')];
}
