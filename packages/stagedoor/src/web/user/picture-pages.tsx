import { AccountsError } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { readUpload } from '../../http/request/upload.ts';
import { defineRoute, type Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { PictureView } from './picture-views.tsx';

const pictureForm: FormPage<Record<never, 'text'>, 'authenticated'> = {
  fields: {},
  async draw(exchange, form, input) {
    requirePictures(exchange);
    const { uploadLimitBytes: maxBytes } = exchange.context.settings;
    return await answerPage(exchange, (page) => <PictureView {...{ page, form, maxBytes }} />, input);
  },
  async act(exchange, _, { principal }) {
    requirePictures(exchange);
    const sent = readUpload(exchange, 'picture');
    await exchange.context.useCases.picture.set({ principal, sent, visitor: exchange.visitor });
    exchange.flash('success', exchange.translate('picture.saved'));
    return goTo(exchange, paths.profile);
  },
};

async function removePicture(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  requirePictures(exchange);
  await exchange.context.useCases.picture.remove({ principal, visitor: exchange.visitor });
  exchange.flash('success', exchange.translate('picture.removed'));
  return goTo(exchange, paths.profile);
}

/** @throws AccountsError `not-found` where the site has no pictures: then there is nothing at these addresses */
function requirePictures({ context }: Exchange): void {
  if (!context.settings.hasPictures) throw new AccountsError({ code: 'not-found' });
}

export const pictureRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'account_picture',
    at: [paths.picture],
    access: 'authenticated',
    get: answerEmptyForm(pictureForm),
  }),
  defineRoute({
    name: 'account_picture:post',
    method: 'POST',
    path: paths.picture,
    issues: 'none',
    access: 'authenticated',
    csrf: 'token',
    takesFiles: true,
    limit: { requests: 30, windowSeconds: 3_600 },
    handler: (exchange, { principal }) => answerForm(pictureForm)(exchange, { principal, params: {} }),
  }),
  ...pageRoutes({
    name: 'account_picture_remove',
    at: [paths.removePicture],
    access: 'authenticated',
    post: removePicture,
  }),
];
