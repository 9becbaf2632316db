import axios, { type AxiosResponse, type CreateAxiosDefaults } from 'axios';
import { sql } from 'kysely';
import { json } from '../../src/http/answer/answer.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { checkAnswer } from '../support/answer-check.ts';
import { openRealSite, type RealSite, type RealSiteOptions } from '../support/site.ts';
import { mount } from '../support/test-routes.ts';

/** What such a site has of its own: an answer for whoever is signed in, in whatever way. */
const protectedRoute = defineRoute({
  name: 'protected',
  method: 'GET',
  path: '/api/protected/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  handler: () => json({ message: 'Hello, authenticated user!' }),
});

/** A site that listens, as a front end that speaks axios finds it. */
export interface AxiosSite {
  readonly site: RealSite;
  readonly origin: string;
  /** An axios of its own, as front ends make one; its answers are held to the OpenAPI document. */
  create(defaults?: CreateAxiosDefaults): ReturnType<typeof axios.create>;
  /** Closes an account behind the site's back, as another node or the admin would. */
  deactivate(userId: number): Promise<void>;
}

export async function openAxiosSite(options: RealSiteOptions = {}): Promise<AxiosSite> {
  const site = await openRealSite({ ...options, server: { extend: mount(protectedRoute) } });
  const origin = await site.listen();
  return {
    site,
    origin,
    create(defaults = {}) {
      const api = axios.create({ baseURL: origin, ...defaults });
      api.interceptors.response.use(
        (response) => {
          check(site, response);
          return response;
        },
        (error: unknown) => {
          if (axios.isAxiosError(error) && error.response) check(site, error.response);
          return Promise.reject(error);
        },
      );
      return api;
    },
    async deactivate(userId) {
      const database = await openDatabase(site.stagedoor.config.databaseUrl.reveal());
      try {
        await sql`update auth_user set is_active = false where id = ${userId}`.execute(database.db);
      } finally {
        await database.close();
      }
    },
  };
}

function check({ app }: RealSite, { config, status, headers, data }: AxiosResponse): void {
  const asked = { method: (config.method ?? 'get').toUpperCase(), url: axios.getUri(config) };
  const body = data === '' ? '' : JSON.stringify(data);
  checkAnswer(app, asked, { statusCode: status, headers: { ...headers } as Record<string, string>, body });
}

/** What a front end sees of a refusal: axios rejects, and the answer hangs on the error. */
export async function refusalOf(request: Promise<unknown>): Promise<AxiosResponse> {
  const error: unknown = await request.then(
    () => null,
    (reason) => reason,
  );
  if (axios.isAxiosError(error) && error.response) return error.response;
  throw error ?? new Error('The request was not refused.');
}
