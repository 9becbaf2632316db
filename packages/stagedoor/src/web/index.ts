// `stagedoor/web`: what a site puts its own pages up with, beside those of accounts.

export { type Answer, json, redirect } from '../http/answer/answer.ts';
export type { HttpContext } from '../http/context/http-context.ts';
export type { Exchange } from '../http/exchange/exchange.ts';
export type { StageHolder, StagePass } from '../http/exchange/pass-stage.ts';
export type { Access, Issues, Route } from '../http/route/route.ts';
export { answerPage, goTo } from './answer-page.ts';
export {
  answerEmptyForm,
  answerForm,
  type FormFields,
  type FormInput,
  type FormPage,
  type Typed,
} from './form-page.ts';
export { findAtStage, passStage } from './login/pass-stage.ts';
export { safeNext } from './next.ts';
export type { PageInput, PageRecord } from './page-record.ts';
export { pageRoutes, queryValue } from './page-route.ts';
export type { OwnPages, PageName, PageProps } from './page-views.ts';
export { paths, withNext } from './paths.ts';
export { registerPages } from './register-pages.ts';
