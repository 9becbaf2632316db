import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PrincipalOf, UserOf } from '../core/typed-use-cases.ts';
import type { ExtraFields } from '../core/user/extra-field.ts';
import type { AnyRequest } from '../http/request/http-request.ts';

/** What a site's own Fastify routes ask of accounts. */
export interface Guards<Fields extends ExtraFields = ExtraFields> {
  /**
   * Who sent the request, by whatever the JSON API takes: session, tokens, personal tokens as far as their scope goes. Null for
   * anybody else. One look-up a request however often it is asked.
   *
   * @throws StorageUnavailable where it cannot be looked up at the moment; RecordProblem for what is no request
   */
  principal(request: FastifyRequest): Promise<PrincipalOf<Fields> | null>;
  /**
   * The user who sent a request of any framework (Fastify, Express, `node:http`, a Web `Request`), with the fields of your own
   * typed. Null for anybody else, and for an unsafe request that a cookie came with but no sign that it is from your own
   * pages (`X-CSRFToken`): whoever is answered may be let act.
   *
   * @throws StorageUnavailable where it cannot be looked up at the moment; RecordProblem for what is no request
   * @example
   * app.get('/greeting', async (request, response) => {
   *   const user = await guards.user(request);
   *   response.json({ hello: user?.username ?? 'stranger' });
   * });
   */
  user(request: AnyRequest): Promise<UserOf<Fields> | null>;
  /**
   * A `preHandler` that lets in only who is logged in, and by an unsafe method only with the CSRF token where a cookie says who
   * it is. Others get 401 or 403 in JSON; who opens a page is led to the log-in and back.
   */
  requireUser(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** The same for staff alone: who is logged in and is not gets 403. */
  requireStaff(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  requireSuperuser(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** The same for who has proved their primary address; the others are told that it is this that is wanting. */
  requireVerified(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Makes the same for members of a group; superusers too must be members. */
  requireGroup(name: string): Guard;
  /** Makes the same for who has a permission, directly or by a group: `publish_post`, or `blog.publish_post`. */
  requirePermission(permission: string): Guard;
  /** Makes the same for who has a role, or any of several: a group, a role, or a field of the user that is one. */
  requireRole(role: string | readonly string[]): Guard;
  /** Makes the same for who passes a test of yours, which answers `true` for them (Django's `user_passes_test`). */
  requireTest(test: (principal: PrincipalOf<Fields>) => boolean | Promise<boolean>): Guard;
  /**
   * Makes a `preHandler` for a GET that is opened by a single-use ticket of this purpose and by nothing else: `?ticket=…`, made by
   * `POST /api/tickets/`. `principal` answers afterwards whose it was.
   */
  requireTicket(purpose: string): Guard;
  /** A `preHandler` for unsafe routes that are open to anybody: the CSRF token is asked for all the same. */
  requireCsrfToken(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /**
   * The token for a form or script of this answer, as `csrfmiddlewaretoken` or `X-CSRFToken`; sets its cookie if need be.
   *
   * @throws StorageUnavailable where whose session it is cannot be looked up; AccountsError `throttled` or `busy` where a password
   * came in the header; RecordProblem for what is no request
   */
  csrfToken(request: FastifyRequest, reply: FastifyReply): Promise<string>;
}

/** A `preHandler` of Fastify. */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
