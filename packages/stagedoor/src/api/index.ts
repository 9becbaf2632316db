// `stagedoor/api`: what a site answers JSON of its own with, beside that of accounts.

export { Type } from 'typebox';
export type { AccessRule } from '../core/access/access-rule.ts';
export { type Answer, download, empty, json } from '../http/answer/answer.ts';
export type { HttpContext } from '../http/context/http-context.ts';
export type { Exchange } from '../http/exchange/exchange.ts';
export { findAtStage, type StageHolder, type StagePass } from '../http/exchange/pass-stage.ts';
export { type Access, type CsrfCheck, defineRoute, type Issues, type Route } from '../http/route/route.ts';
export { type ApiRoute, defineApiRoute, type Responses } from './api-route.ts';
export { passStage, stagePassedSchema } from './login/pass-stage.ts';
export { registerApiRoutes } from './register-api-routes.ts';
export { answerSchema, idSchema, momentSchema } from './schemas.ts';
