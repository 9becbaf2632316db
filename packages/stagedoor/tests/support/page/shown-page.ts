import type { LightMyRequestResponse } from 'fastify';
import { between, decodeEntities, readTags, type Tag, textOf } from './html.ts';

/** A form as a browser would send it when nothing is typed. */
export interface ShownForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Names of everything that can be filled in. */
  readonly names: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** A page as its visitor sees it. */
export class ShownPage {
  readonly response: LightMyRequestResponse;
  readonly url: string;
  readonly status: number;
  readonly html: string;

  constructor(response: LightMyRequestResponse, url: string) {
    this.response = response;
    this.url = url;
    this.status = response.statusCode;
    this.html = response.body;
  }

  get path(): string {
    return this.url.split('?', 1)[0] ?? '';
  }

  get heading(): string {
    return textOf(between(this.html, /<h1[^>]*>/, '</h1>') ?? '');
  }

  get title(): string {
    return decodeEntities(between(this.html, /<title>/, '</title>') ?? '');
  }

  get language(): string {
    return /<html lang="([^"]*)"/.exec(this.html)?.[1] ?? '';
  }

  get text(): string {
    return textOf(this.html);
  }

  /** The messages of the last act. */
  get flashes(): string[] {
    const flashes = between(this.html, /<div class="flashes">/, '<div class="section-head">') ?? '';
    return [...flashes.matchAll(/<p>(.*?)<\/p>/g)].map((match) => decodeEntities(match[1] ?? ''));
  }

  /** What is wrong with the whole form. */
  get formErrors(): string[] {
    const alert = between(this.html, /<form [^>]*class="form"[\s\S]*?role="alert">/, '</div></div>') ?? '';
    return [...alert.matchAll(/<p>(.*?)<\/p>/g)].map((match) => decodeEntities(match[1] ?? ''));
  }

  /** What is wrong with each field, by its name. */
  get errors(): Record<string, string[]> {
    const found = [...this.html.matchAll(/id="id_([^"]+)_error">([\s\S]*?)<\/div><\/div>/g)];
    const texts = (html: string) =>
      [...html.matchAll(/<p>(.*?)<\/p>/g)].map((match) => decodeEntities(match[1] ?? ''));
    return Object.fromEntries(found.map(([, name = '', html = '']) => [name, texts(html)]));
  }

  /** The addresses that links lead to. */
  get links(): string[] {
    return readTags(this.html).flatMap(({ name, attributes }) =>
      name === 'a' && attributes.href !== undefined ? [attributes.href] : [],
    );
  }

  get forms(): readonly ShownForm[] {
    return [...this.html.matchAll(/<form [^>]*>[\s\S]*?<\/form>/g)].map(([html]) => readForm(html));
  }

  /** The form that sends to `action`; without one, the form that is the page's own job. */
  form(action?: string): ShownForm {
    const candidates = this.forms.filter(({ attributes }) => attributes.class === 'form');
    const found = action === undefined ? candidates[0] : this.forms.find((form) => form.action === action);
    if (!found)
      throw new Error(`${this.url} (${this.status}, “${this.heading}”) has no form ${action ?? ''}`);
    return found;
  }
}

function readForm(html: string): ShownForm {
  const tags = readTags(html);
  const attributes = tags[0]?.attributes ?? {};
  const controls = tags.filter(
    ({ name, attributes: { name: wire } }) => name !== 'button' && wire !== undefined,
  );
  const values = controls.flatMap((tag) => sentBy(tag, html));
  return {
    attributes,
    action: attributes.action ?? '',
    names: controls.map((tag) => tag.attributes.name ?? ''),
    fields: Object.fromEntries(values),
  };
}

function sentBy(tag: Tag, html: string): [string, string][] {
  const { name = '', type, value = '' } = tag.attributes;
  if (tag.name === 'select') return [[name, chosenOption(html, tag)]];
  const isBox = type === 'checkbox' || type === 'radio';
  return isBox && !('checked' in tag.attributes) ? [] : [[name, value]];
}

function chosenOption(html: string, select: Tag): string {
  const options = readTags(html.slice(select.end, html.indexOf('</select>', select.end)));
  const chosen = options.find(({ attributes }) => 'selected' in attributes) ?? options[0];
  return chosen?.attributes.value ?? '';
}
