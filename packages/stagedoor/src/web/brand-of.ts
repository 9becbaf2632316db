import type { VNode } from 'preact';
import type { HttpContext } from '../http/context/http-context.ts';
import { type Brand, plainBrand } from '../ui/page-context.ts';

/** A page as the site draws it, of what ours is drawn of. */
export type DrawPage = (props: never) => VNode;

/** What the pages of one site have instead of ours. */
export interface SiteBrand {
  readonly brand: Brand;
  /** By the names of `pageViews`. */
  readonly pages: Readonly<Record<string, DrawPage>>;
}

const brands = new WeakMap<HttpContext, SiteBrand>();

/** The HTTP layer knows of no pages, so what they look like is kept beside its context. */
export function rememberBrand(context: HttpContext, brand: SiteBrand): void {
  brands.set(context, brand);
}

export function brandOf(context: HttpContext): SiteBrand {
  return brands.get(context) ?? { brand: plainBrand, pages: {} };
}
