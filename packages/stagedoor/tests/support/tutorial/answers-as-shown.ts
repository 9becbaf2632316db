import type { SignedIn, TestSite } from 'stagedoor/testing';
import { expect } from 'vitest';
import type { Exchange } from './tutorial-pages.ts';

interface Asked {
  site(): Pick<TestSite, 'app'>;
  /** By the names that stand in the pages. */
  people(): Readonly<Record<string, SignedIn>>;
}

/** Asks what pages show, one after the other: `{pen}` is what was answered in its place before. */
export function answersAsShown({ site, people }: Asked): (shown: Exchange) => Promise<void> {
  const known = new Map<string, unknown>();
  const filled = (text: string) =>
    text.replaceAll(/"\{(\w+)\}"|\{(\w+)\}/g, (_, quoted, bare) => String(known.get(quoted ?? bare)));

  function learn(shown: unknown, answered: unknown): unknown {
    if (typeof shown === 'string' && /^\{\w+\}$/.test(shown)) {
      const name = shown.slice(1, -1);
      if (!known.has(name)) known.set(name, answered);
      return known.get(name);
    }
    if (typeof shown !== 'object' || shown === null) return shown;
    const inside = (answered ?? {}) as Readonly<Record<string, unknown>>;
    const entries = Object.entries(shown).map(([name, value]) => [name, learn(value, inside[name])] as const);
    return Array.isArray(shown) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
  }

  return async ({ method, url, who, sent, status, answered }) => {
    const headers = who === null ? {} : people()[who]?.headers;
    if (headers === undefined) throw new Error(`Nobody is called ${who}.`);
    const answer = await site().app.inject({
      method,
      url: filled(url),
      headers: { ...headers },
      ...(sent !== null && { payload: JSON.parse(filled(sent)) }),
    });
    expect(answer.statusCode).toBe(status);
    if (answered === null) return;
    const body = answer.json();
    expect(body).toMatchObject(learn(JSON.parse(answered), body) as object);
  };
}
