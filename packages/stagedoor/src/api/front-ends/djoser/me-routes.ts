import { Type } from 'typebox';
import { AccountsError } from '../../../core/kernel/errors.ts';
import type { Principal } from '../../../core/session/session.ts';
import { empty, json } from '../../../http/answer/answer.ts';
import { proveByPassword } from '../../../http/exchange/prove-by-password.ts';
import { passwordField, textField } from '../../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { withExtraFields } from '../../schemas.ts';
import { extraValuesOf } from '../../user/extra-values.ts';
import { refuseAs } from '../../wording.ts';
import { djoserUser, djoserUserSchema } from './schemas.ts';
import { wrongPassword } from './wrong-password.ts';

const profile = Type.Object(
  {
    email: Type.Optional(textField({ blank: true })),
    first_name: Type.Optional(textField({ blank: true })),
    last_name: Type.Optional(textField({ blank: true })),
  },
  withExtraFields('editable'),
);

/** Where the logged-in user is found: as themselves, or by their id, which nobody else may see (HIDE_USERS). */
interface Place {
  readonly name: string;
  readonly path: string;
  /** What operations are called after. */
  readonly noun: 'Me' | 'User';
  readonly params: ReturnType<typeof paramsOf>;
}

const paramsOf = (names: readonly 'id'[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Type.Integer({ minimum: 1 })])));

/** The logged-in user. The username has an endpoint of its own, which asks for the password. */
export function meRoutesBelow(users: string): readonly ApiRoute[] {
  return [
    ...routesAt({ name: 'user-me', path: `${users}me/`, noun: 'Me', params: paramsOf([]) }),
    ...routesAt({ name: 'user-detail', path: `${users}:id/`, noun: 'User', params: paramsOf(['id']) }),
  ];
}

function routesAt(place: Place): readonly ApiRoute[] {
  return [readRoute(place), writeRoute(place, 'PUT'), writeRoute(place, 'PATCH'), removeRoute(place)];
}

/** @throws AccountsError `not-found` for whoever is somebody else */
function requireOwn({ user }: Principal, params: Readonly<Record<string, unknown>>): void {
  if (params.id !== undefined && params.id !== user.id) throw new AccountsError({ code: 'not-found' });
}

function readRoute({ name, path, noun, params: schema }: Place): ApiRoute {
  return defineApiRoute({
    name,
    method: 'GET',
    path,
    issues: 'none',
    access: 'authenticated',
    csrf: 'none',
    operation: `djoserGet${noun}`,
    summary: 'djoser: the logged-in user.',
    responses: { 200: djoserUserSchema },
    schema: { params: schema },
    handler(_, { principal, params }) {
      requireOwn(principal, params);
      return json(djoserUser(principal.user));
    },
  });
}

function writeRoute({ name, path, noun, params: schema }: Place, method: 'PUT' | 'PATCH'): ApiRoute {
  return defineApiRoute({
    name: `${name}:${method.toLowerCase()}`,
    method,
    path,
    issues: 'none',
    access: 'authenticated',
    csrf: 'session',
    operation: `djoser${method === 'PUT' ? 'Replace' : 'Update'}${noun}`,
    summary:
      'djoser: change what owners may change of themselves; everything else is ignored. Another address is mailed a link, and counts once it was opened.',
    responses: { 200: djoserUserSchema },
    refuses: ['reauthentication-required', 'throttled'],
    schema: { body: profile, params: schema },
    async handler(exchange, { principal, body, params }) {
      requireOwn(principal, params);
      const { context, visitor } = exchange;
      const user = await context.useCases.user.updateProfile({
        principal,
        visitor,
        ...(body.email === undefined ? {} : { email: body.email }),
        ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
        ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
        extra: extraValuesOf(exchange),
      });
      return json(djoserUser(user));
    },
  });
}

function removeRoute({ name, path, noun, params: schema }: Place): ApiRoute {
  return defineApiRoute({
    name: `${name}:delete`,
    method: 'DELETE',
    path,
    issues: 'session',
    access: 'authenticated',
    csrf: 'session',
    operation: `djoserDelete${noun}`,
    summary: 'djoser: delete the own account, by the password.',
    responses: { 204: null },
    refuses: ['throttled', 'busy'],
    schema: { body: Type.Object({ current_password: passwordField() }), params: schema },
    refuse: refuseAs(wrongPassword),
    async handler(exchange, { principal, body, params }) {
      requireOwn(principal, params);
      const proved = await proveByPassword(exchange, principal, body.current_password);
      const browser = await exchange.findBrowserCredentials();
      await exchange.context.useCases.user.delete({ principal: proved, browser, visitor: exchange.visitor });
      exchange.forgetSession();
      return empty();
    },
  });
}
