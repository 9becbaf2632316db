import { AccountsError } from 'stagedoor';
import {
  answerEmptyForm,
  answerForm,
  answerPage,
  type FormPage,
  goTo,
  pageRoutes,
  queryValue,
  type Route,
} from 'stagedoor/web';
import type { GuestBook } from '../../core/guestbook/use-cases.ts';
import { guestBookTexts } from '../../texts/guestbook.ts';
import { GUEST_BOOK } from '../navigation.ts';
import { GuestBookView } from './views.tsx';

const NUMBER = /^[1-9]\d{0,15}$/;
const fields = { message: 'text' } as const;

/** `/guestbook/` for everybody; signing and removing for members. */
export function guestBookPages(guestBook: GuestBook): readonly Route[] {
  const form: FormPage<typeof fields> = {
    fields,
    async draw(exchange, state, input) {
      const before = queryValue(exchange, 'before') ?? '';
      const lines = await guestBook.list({ beforeId: NUMBER.test(before) ? Number(before) : null });
      const { principal } = input;
      const userId = principal?.user.id ?? null;
      const keepsOrder = principal !== null && (await guestBook.keepsOrder(principal));
      const draw = (page: Parameters<typeof GuestBookView>[0]['page']) => (
        <GuestBookView
          page={page}
          form={state}
          lines={lines}
          linesADay={guestBook.linesADay}
          userId={userId}
          keepsOrder={keepsOrder}
        />
      );
      return await answerPage(exchange, draw, input);
    },
    async act(exchange, { message }) {
      await guestBook.sign({ principal: await exchange.requirePrincipal(), message });
      exchange.flash('success', exchange.translate(guestBookTexts.keys.signed));
      return goTo(exchange, GUEST_BOOK);
    },
  };
  return [
    ...pageRoutes({
      name: 'guestbook',
      at: [GUEST_BOOK],
      access: 'anyone',
      get: answerEmptyForm(form),
    }),
    ...pageRoutes({
      name: 'guestbook_sign',
      at: [GUEST_BOOK],
      access: 'authenticated',
      post: answerForm(form),
    }),
    ...pageRoutes({
      name: 'guestbook_remove',
      at: [`${GUEST_BOOK}:id/remove/`],
      access: 'authenticated',
      async post(exchange, { principal, params: { id = '' } }) {
        if (!NUMBER.test(id)) throw new AccountsError({ code: 'not-found' });
        await guestBook.remove({ principal, id: Number(id), visitor: exchange.visitor });
        exchange.flash('success', exchange.translate(guestBookTexts.keys.removed));
        return goTo(exchange, GUEST_BOOK);
      },
    }),
  ];
}
