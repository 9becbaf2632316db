import { Type } from 'typebox';
import type { OwnAddress } from '../../core/account/email/own-addresses.ts';
import { AccountsError, fieldRefusal } from '../../core/kernel/errors.ts';
import type { Principal } from '../../core/session/session.ts';
import { empty, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { fieldTexts } from '../../http/refusal/field.ts';
import { booleanField, textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { detailSchema } from '../schemas.ts';
import { emailAddressSchema } from './schemas.ts';

const LIST = '/api/users/me/emails/';
const ONE = `${LIST}:id/`;
const oneAddress = { params: Type.Object({ id: Type.Integer({ minimum: 1 }) }) };

function addressBody(address: Omit<OwnAddress, 'keptUntil'> & Partial<OwnAddress>) {
  const { id, email, isVerified, isPrimary, keptUntil = null } = address;
  return { id, email, verified: isVerified, primary: isPrimary, kept_until: keptUntil };
}

async function bodyOf(exchange: Exchange, principal: Principal, id: number) {
  const addresses = await exchange.context.useCases.email.listAddresses({ principal });
  const found = addresses.find((address) => address.id === id);
  if (found === undefined) throw new AccountsError({ code: 'not-found' });
  return addressBody(found);
}

const listRoute = defineApiRoute({
  name: 'api-email-list',
  method: 'GET',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listEmails',
  summary: 'The user’s own addresses, the primary one first.',
  responses: { 200: Type.Array(emailAddressSchema) },
  async handler(exchange, { principal }) {
    const addresses = await exchange.context.useCases.email.listAddresses({ principal });
    return json(addresses.map(addressBody));
  },
});

const addRoute = defineApiRoute({
  name: 'api-email-add',
  method: 'POST',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  creates: true,
  operation: 'addEmail',
  summary: 'Add an address and mail it a link. The answer is the same where somebody else has it.',
  responses: { 201: emailAddressSchema },
  refuses: ['reauthentication-required', 'throttled'],
  throttle: 'mail',
  schema: { body: Type.Object({ email: textField() }) },
  async handler(exchange, { body, principal }) {
    const { visitor, context } = exchange;
    const { email } = body;
    return json(addressBody(await context.useCases.email.addAddress({ principal, email, visitor })), 201);
  },
});

const confirmRoute = defineApiRoute({
  name: 'api-email-confirm',
  method: 'POST',
  path: `${LIST}confirm/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'confirmEmail',
  summary: 'Confirm an added address by the mailed key. Works once, for the user who added it.',
  responses: { 200: detailSchema },
  refuses: ['throttled'],
  schema: { body: Type.Object({ key: textField() }) },
  refuse: (problem, { translate }) =>
    problem.code === 'invalid-link'
      ? json(fieldTexts({ key: [{ code: 'invalid-link' }] }, translate), 400)
      : undefined,
  async handler(exchange, { body, principal }) {
    const { visitor, context, translate } = exchange;
    await context.useCases.email.confirmAddress({ principal, key: body.key, visitor });
    return json({ detail: translate('emails.confirmed') });
  },
});

const readRoute = defineApiRoute({
  name: 'api-email-detail',
  method: 'GET',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'getEmail',
  summary: 'One of the user’s own addresses.',
  responses: { 200: emailAddressSchema },
  schema: oneAddress,
  handler: async (exchange, { params, principal }) => json(await bodyOf(exchange, principal, params.id)),
});

const primaryRoute = defineApiRoute({
  name: 'api-email-primary',
  method: 'PATCH',
  path: ONE,
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  operation: 'makeEmailPrimary',
  summary: 'Make a verified address the primary one. Ends every other session.',
  responses: { 200: emailAddressSchema },
  refuses: ['reauthentication-required'],
  schema: { ...oneAddress, body: Type.Object({ primary: booleanField() }) },
  async handler(exchange, { params, body, principal }) {
    if (!body.primary) throw fieldRefusal('primary', 'invalid_choice', { input: 'false' });
    const { visitor, context } = exchange;
    const issued = await context.useCases.email.makePrimary({ principal, addressId: params.id, visitor });
    await exchange.startSession(issued);
    return json(await bodyOf(exchange, principal, params.id));
  },
});

const removeRoute = defineApiRoute({
  name: 'api-email-remove',
  method: 'DELETE',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'removeEmail',
  summary: 'Remove an address; the primary one stays.',
  responses: { 204: null },
  refuses: ['reauthentication-required', 'invalid-input'],
  schema: oneAddress,
  async handler(exchange, { params, principal }) {
    const { visitor, context } = exchange;
    await context.useCases.email.removeAddress({ principal, addressId: params.id, visitor });
    return empty();
  },
});

const sendRoute = defineApiRoute({
  name: 'api-email-send',
  method: 'POST',
  path: `${ONE}verification/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'sendEmailVerification',
  summary: 'Mail the link for an address that is not verified yet again.',
  responses: { 200: detailSchema },
  refuses: ['already-verified', 'throttled'],
  throttle: 'mail',
  schema: oneAddress,
  async handler(exchange, { params, principal }) {
    const { visitor, context, translate } = exchange;
    await context.useCases.email.sendVerification({ principal, addressId: params.id, visitor });
    return json({ detail: translate('detail.activation_sent') });
  },
});

export const emailRoutes: readonly ApiRoute[] = [
  listRoute,
  addRoute,
  confirmRoute,
  readRoute,
  primaryRoute,
  removeRoute,
  sendRoute,
];
