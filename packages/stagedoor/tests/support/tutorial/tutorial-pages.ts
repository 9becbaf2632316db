import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../../../../../scripts/workplace/checkout.ts';

const GUIDES = inCheckout('docs', 'guides');

/** What whoever follows a page does next. */
export type Step =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'command'; readonly words: readonly string[] }
  | { readonly kind: 'exchange'; readonly text: string };

export interface TutorialPage {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** A block of code, with the path in the line before it where it is a file. */
const BLOCK = /(?:^`([\w./-]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm;

/** The pages of a tutorial in their order, each with what it tells to do. */
export function tutorialPages(tutorial: string): readonly TutorialPage[] {
  const pages = join(GUIDES, tutorial);
  const names = readdirSync(pages).filter((name) => /^\d-.*\.md$/.test(name));
  return names.toSorted().map((name) => ({ name, steps: stepsOf(readFileSync(join(pages, name), 'utf8')) }));
}

function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(BLOCK)].flatMap(([, path, language, text = '']): readonly Step[] => {
    if (path !== undefined) return [{ kind: 'file', path, text }];
    if (language === 'http') return [{ kind: 'exchange', text }];
    if (language !== 'sh') return [];
    const lines = text.trim().split('\n');
    return lines.map((line) => ({ kind: 'command', words: line.replace('npx stagedoor ', '').split(' ') }));
  });
}

/** The lines of a tutorial that somebody types and no test follows as they stand: what goes to a network, and what goes on until it is ended. */
export function typedLines(tutorial: string): readonly string[] {
  const pages = join(GUIDES, tutorial);
  const text = readdirSync(pages).map((name) => readFileSync(join(pages, name), 'utf8'));
  const blocks = text.flatMap((page) => [...page.matchAll(BLOCK)]);
  return blocks.flatMap(([, , language, lines = '']) =>
    language === 'text' ? lines.trim().split('\n') : [],
  );
}

export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  /** Whose token goes with it; null without one. */
  readonly who: string | null;
  readonly sent: string | null;
  readonly status: number;
  readonly answered: string | null;
}

/** A request as a block shows it, and what is answered to it. */
export function readExchange(text: string): Exchange {
  const shown =
    /^(GET|POST|PATCH) (\S+)\n(?:Authorization: Token <(\w+)'s>\n)?(\{.*\}\n)?\n(\d{3})\n([\s\S]*)$/.exec(
      text,
    );
  if (shown === null) throw new Error(`This is no exchange:\n${text}`);
  const [, method, url = '', who = null, sent = null, status, answered = ''] = shown;
  return {
    method: method as Exchange['method'],
    url,
    who,
    sent,
    status: Number(status),
    answered: answered.trim() === '' ? null : answered,
  };
}
