import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldRefusal } from '../../src/core/kernel/errors.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { Form, SubmitButton, TextField } from '../../src/ui/index.ts';
import {
  answerEmptyForm,
  answerForm,
  answerPage,
  type FormPage,
  goTo,
  pageRoutes,
} from '../../src/web/index.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

/* A form of a site's own, under an address with a part of its own, for members alone. */

const kept = new Map<string, string>();

const form: FormPage<{ text: 'text' }, 'authenticated'> = {
  fields: { text: 'text' },
  async draw(exchange, state, input) {
    const { principal, params } = input;
    const note = kept.get(`${principal.user.id}:${params.slug}`) ?? '';
    return await answerPage(
      exchange,
      (page) => (
        <main>
          <h1>{`${params.slug} of ${principal.user.username}`}</h1>
          <Form
            page={page}
            action={`/notes/${params.slug}/`}
            form={{ ...state, values: { text: note, ...state.values } }}
          >
            <TextField t={page.t} form={state} name="text" label="Text" />
            <SubmitButton>Keep</SubmitButton>
          </Form>
        </main>
      ),
      input,
    );
  },
  async act(exchange, { text }, { principal, params }) {
    if (text === '') throw fieldRefusal('text', 'required');
    kept.set(`${principal.user.id}:${params.slug}`, text);
    return goTo(exchange, `/notes/${params.slug}/`);
  },
};

const notes = defineFeature({
  name: 'notes',
  pages: () =>
    pageRoutes({
      name: 'note',
      at: ['/notes/:slug/'],
      access: 'authenticated',
      get: answerEmptyForm(form),
      post: answerForm(form),
    }),
});

let site: RealSite;
beforeAll(async () => {
  site = await openRealSite({ features: [notes] });
  await site.addPerson('ana');
});
afterAll(() => site.close());

describe('a form of a site’s own', () => {
  it('is drawn and acts by who asks and by the parts of its address', async () => {
    const visitor = await site.loggedIn();
    const shown = await visitor.open('/notes/blue/');
    expect(shown.html).toContain('blue of ana');
    await visitor.submit({ text: 'paint it' });
    expect([visitor.page.url, [...kept.values()]]).toEqual(['/notes/blue/', ['paint it']]);
  });

  it('comes back under the same address with what is wrong', async () => {
    const visitor = await site.loggedIn();
    await visitor.open('/notes/red/');
    const refused = await visitor.submit({ text: '' });
    expect(refused.html).toContain('red of ana');
    expect(refused.html).toContain('This field is required.');
  });
});
