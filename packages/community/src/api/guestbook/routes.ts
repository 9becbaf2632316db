import {
  type ApiRoute,
  answerSchema,
  defineApiRoute,
  empty,
  idSchema,
  json,
  momentSchema,
  Type,
} from 'stagedoor/api';
import type { Entry } from '../../core/guestbook/entry.ts';
import type { GuestBook } from '../../core/guestbook/use-cases.ts';

const entrySchema = answerSchema('GuestBookEntry', {
  id: idSchema,
  author: Type.String(),
  message: Type.String(),
  written_at: momentSchema,
});

const pageSchema = answerSchema('GuestBookPage', {
  results: Type.Array(entrySchema),
  next: Type.Union([
    Type.Integer({ description: 'What to ask for as `before`, for older lines.' }),
    Type.Null(),
  ]),
});

const repeatedSchema = answerSchema('GuestBookRepeated', {
  detail: Type.String(),
  code: Type.Literal('guestbook.repeated'),
});

/** `/api/guestbook/`: anybody reads, members sign and take back what is theirs. */
export function guestBookRoutes(guestBook: GuestBook): readonly ApiRoute[] {
  return [
    defineApiRoute({
      name: 'guestbook-list',
      method: 'GET',
      path: '/api/guestbook/',
      issues: 'none',
      access: 'anyone',
      csrf: 'none',
      personalTokens: true,
      operation: 'listGuestBook',
      summary: 'The lines of the guest book, newest first, twenty at once.',
      responses: { 200: pageSchema },
      schema: { query: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })) }) },
      async handler(_, { query }) {
        const { entries, next } = await guestBook.list({ beforeId: query.before ?? null });
        return json({ results: entries.map(shown), next });
      },
    }),
    defineApiRoute({
      name: 'guestbook-sign',
      method: 'POST',
      path: '/api/guestbook/',
      issues: 'none',
      access: 'authenticated',
      csrf: 'session',
      personalTokens: true,
      creates: true,
      operation: 'signGuestBook',
      summary: 'Leave a line; a member may leave so many a day.',
      responses: { 201: entrySchema, 409: repeatedSchema },
      refuses: ['throttled'],
      schema: { body: Type.Object({ message: Type.String() }) },
      async handler(_, { body, principal }) {
        return json(shown(await guestBook.sign({ principal, message: body.message })), 201);
      },
    }),
    defineApiRoute({
      name: 'guestbook-remove',
      method: 'DELETE',
      path: '/api/guestbook/:id/',
      issues: 'none',
      access: 'authenticated',
      csrf: 'session',
      personalTokens: true,
      operation: 'removeGuestBookEntry',
      summary: 'Take a line of one’s own back.',
      responses: { 204: null },
      schema: { params: Type.Object({ id: Type.Integer({ minimum: 1 }) }) },
      async handler(exchange, { params, principal }) {
        await guestBook.remove({ principal, id: params.id, visitor: exchange.visitor });
        return empty();
      },
    }),
  ];
}

/** A line as it is answered, and as a member's download has it. */
export function shown({ id, author, message, writtenAt }: Entry) {
  return { id, author, message, written_at: writtenAt };
}
