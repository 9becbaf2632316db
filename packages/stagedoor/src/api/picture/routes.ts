import { Type } from 'typebox';
import { AccountsError } from '../../core/kernel/errors.ts';
import { PICTURES_PATH, pictureAddress } from '../../core/picture/picture-address.ts';
import type { Picture } from '../../core/picture/picture-store.ts';
import { type Answer, empty, json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { readUpload } from '../../http/request/upload.ts';
import { defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { answerSchema } from '../schemas.ts';

const OWN = '/api/users/me/picture/';
/** What is behind a name never changes; after an hour a picture that was taken away is asked for again. */
const KEPT_SECONDS = 3_600;

const pictureSchema = answerSchema('Picture', {
  picture: Type.Union([Type.String({ format: 'uri' }), Type.Null()], {
    description: 'Where it is shown; null for none. Whoever has the address may see it.',
  }),
});

function pictureAnswer(publicOrigin: string, picture: Picture | null): Answer {
  return json({ picture: pictureAddress(publicOrigin + PICTURES_PATH, picture) });
}

const ownRoute = defineApiRoute({
  name: 'api-picture',
  method: 'GET',
  path: OWN,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'getPicture',
  summary: 'Where the picture of the user is.',
  responses: { 200: pictureSchema },
  async handler({ context }, { principal }) {
    const found = await context.useCases.picture.find({ userId: principal.user.id });
    return pictureAnswer(context.settings.publicOrigin, found);
  },
});

const changeRoute = defineApiRoute({
  name: 'api-picture-change',
  method: 'PUT',
  path: OWN,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  takesFiles: true,
  operation: 'setPicture',
  summary:
    'Show another picture: a JPEG, PNG, WebP or GIF, as the body itself or as the file `picture` of a form. It is drawn anew, 512 × 512.',
  responses: { 200: pictureSchema },
  refuses: ['invalid-input', 'busy'],
  limit: { requests: 30, windowSeconds: 3_600 },
  async handler(exchange, { principal }) {
    const { context, visitor } = exchange;
    const sent = readUpload(exchange, 'picture');
    return pictureAnswer(
      context.settings.publicOrigin,
      await context.useCases.picture.set({ principal, sent, visitor }),
    );
  },
});

const removeRoute = defineApiRoute({
  name: 'api-picture-remove',
  method: 'DELETE',
  path: OWN,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'removePicture',
  summary: 'Show no picture any longer.',
  responses: { 204: null },
  async handler({ context, visitor }, { principal }) {
    await context.useCases.picture.remove({ principal, visitor });
    return empty();
  },
});

/** By its name alone, which nobody guesses; as nothing but a picture, whatever its bytes would like to be. */
const fileRoute = defineApiRoute({
  name: 'media-avatar',
  method: 'GET',
  path: `${PICTURES_PATH}avatars/:name/`,
  issues: 'none',
  access: 'anyone',
  csrf: 'none',
  credentials: 'none',
  fixedBody: true,
  operation: null,
  summary: 'A picture.',
  responses: { 200: null },
  schema: { params: Type.Object({ name: textField({ maxLength: 64 }) }) },
  async handler({ context }, { params }) {
    const content = await context.useCases.picture.read({ file: `avatars/${params.name}` });
    if (content === null) throw new AccountsError({ code: 'not-found' });
    return {
      kind: 'file',
      status: 200,
      body: content,
      headers: {
        'content-type': 'image/webp',
        'content-disposition': `inline; filename="picture.webp"`,
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': `public, max-age=${KEPT_SECONDS}, immutable`,
      },
    };
  },
});

/** Where a site has pictures (USER_PICTURES). */
export const pictureSection: ApiSection = {
  tag: 'Picture',
  routes: [ownRoute, changeRoute, removeRoute, fileRoute],
};
