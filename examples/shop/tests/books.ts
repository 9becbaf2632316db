import type { SignedIn } from 'stagedoor/testing';
import { beforeAll, expect, test } from 'vitest';
import type { Shop } from './use-shop.ts';

export function bookTests({ get, post, ask, person }: Shop): void {
  let herbert: number;
  let staff: SignedIn;

  beforeAll(async () => {
    staff = await person({ isStaff: true });
    herbert = (await post('/api/authors/', staff, { name: 'Frank Herbert' })).body.id;
    const leguin = (await post('/api/authors/', staff, { name: 'Ursula Le Guin' })).body.id;
    for (const [title, author, publication_year] of [
      ['Dune', herbert, 1965],
      ['Children of Dune', herbert, 1976],
      ['The Dispossessed', leguin, 1974],
    ])
      await post('/api/books/', staff, { title, author, publication_year });
  });

  const titles = async (query: string) =>
    (await get(`/api/books/?${query}`)).body.results.map(({ title }: { title: string }) => title);

  test.each([
    ['', ['Children of Dune', 'Dune', 'The Dispossessed']],
    ['title=Dune', ['Dune']],
    ['publication_year=1974', ['The Dispossessed']],
    ['search=dune', ['Children of Dune', 'Dune']],
    ['search=ursula', ['The Dispossessed']],
    ['search=dune herbert', ['Children of Dune', 'Dune']],
    ['ordering=publication_year', ['Dune', 'The Dispossessed', 'Children of Dune']],
    ['ordering=-title', ['The Dispossessed', 'Dune', 'Children of Dune']],
    ['ordering=author', ['Children of Dune', 'Dune', 'The Dispossessed']],
  ])('are listed by ?%s', async (query, found) => {
    expect(await titles(query)).toEqual(found);
  });

  test('are listed as if nothing had been asked that nobody knows, and a header says so', async () => {
    const { body, headers } = await get('/api/books/?publisher=Ace&ordering=author');
    expect(body.count).toBe(3);
    expect(headers['ignored-parameters']).toBe('publisher, ordering%3Dauthor');
  });

  test('say who added them, whatever was sent, and to nobody more than names', async () => {
    const sent = { title: 'Anathem', author: herbert, publication_year: 2008, added_by: 1 };
    const { body } = await post('/api/books/', staff, sent);
    const { id, username } = staff.user;
    const added_by = { id, username, first_name: '', last_name: '' };
    expect(body.added_by).toEqual(added_by);
    expect((await get(`/api/books/${body.id}/`)).body.added_by).toEqual(added_by);
    expect((await ask('PATCH', `/api/books/${body.id}/`, staff, { added_by: null })).body.added_by).toEqual(
      added_by,
    );
    await ask('DELETE', `/api/books/${body.id}/`, staff);
  });

  test('are listed by their author', async () => {
    expect(await titles(`author=${herbert}`)).toEqual(['Children of Dune', 'Dune']);
  });
}
