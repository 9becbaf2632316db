import type { FastifyInstance } from 'fastify';
import type { OpenedResource } from '../create-stagedoor/open-resources.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { statementsDuring } from '../infrastructure/database/statement-channel.ts';
import { nameOf, placeFinder } from '../resource/find-place.ts';
import type { Resource } from '../resource/resource.ts';
import { pluralOf } from '../resource/resource.ts';
import type { AnyRows } from '../resource/typed-rows.ts';
import { exampleValues, type KeysOf } from './example-values.ts';

/** Statements with one row in every table, and with twenty that refer to as many others; null where whoever asked was refused. */
export type Cost = readonly [one: number, twenty: number] | null;

/** What the JSON addresses of a resource cost the database. */
export interface ResourceCost {
  readonly list: Cost;
  readonly detail: Cost;
  readonly create: Cost;
  readonly update: Cost;
}

export interface ResourceCostOptions {
  /** What the examples do not find by themselves, by the name of the resource: `{ 'shop.coupon': (number) => ({ code: `C-${number}` }) }`. */
  readonly values?: Readonly<Record<string, (number: number) => Readonly<Record<string, unknown>>>>;
}

/** What is asked with: a site, who asks, and how somebody else is made whom rows may refer to. */
export interface CostedSite {
  readonly stagedoor: Pick<Stagedoor, 'openedFeatures' | 'rows'>;
  readonly app: FastifyInstance;
  readonly headers: Readonly<Record<string, string>>;
  createUser(): Promise<{ readonly id: number }>;
}

const MANY = 20;
const ACTS = ['list', 'detail', 'create', 'update'] as const;
type Counted = Readonly<Record<(typeof ACTS)[number], number | null>>;

/** Without those that begin and end transactions. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const all = await statementsDuring(work);
  return all.filter((text) => !/^(?:begin|commit|rollback|savepoint|release|start)\b/i.test(text));
}

/** Makes rows of every resource of the site's features, and asks for them at their addresses. */
export async function resourceCosts(
  site: CostedSite,
  options: ResourceCostOptions = {},
): Promise<Readonly<Record<string, ResourceCost>>> {
  const places = site.stagedoor.openedFeatures.flatMap(({ resources }) => resources);
  const examples = new Examples(site, places, options);
  await examples.make(1);
  const one = await countAll(site, places, examples);
  for (let number = 2; number <= MANY; number += 1) await examples.make(number);
  const twenty = await countAll(site, places, examples);
  const costs = places.map((place) => [nameOf(place), pairs(one.get(place), twenty.get(place))]);
  return Object.fromEntries(costs);
}

function pairs(one: Counted | undefined, twenty: Counted | undefined): ResourceCost {
  const pair = (act: keyof Counted): Cost => {
    const [few, many] = [one?.[act] ?? null, twenty?.[act] ?? null];
    return few === null || many === null ? null : [few, many];
  };
  return { list: pair('list'), detail: pair('detail'), create: pair('create'), update: pair('update') };
}

/** Rows of all resources, with what each of them has. */
class Examples {
  readonly #site: CostedSite;
  readonly #places: readonly OpenedResource[];
  readonly #values: NonNullable<ResourceCostOptions['values']>;
  readonly #keys = new Map<string, number[]>();
  /** For those that are sent: beyond those that are made. */
  #sent = MANY;

  constructor(site: CostedSite, places: readonly OpenedResource[], { values = {} }: ResourceCostOptions) {
    this.#site = site;
    this.#places = targetsFirst(places);
    this.#values = values;
  }

  /** One more of each, those first that others lead to. */
  async make(number: number): Promise<void> {
    this.#note('user', (await this.#site.createUser()).id);
    for (const place of this.#places) {
      const rows = this.#site.stagedoor.rows(place.resource as Resource, 'application') as unknown as AnyRows;
      const { id } = await rows.create(this.#valuesOf(place, number));
      this.#note(nameOf(place), id);
    }
  }

  newest(place: OpenedResource): number | undefined {
    return this.#keys.get(nameOf(place))?.at(-1);
  }

  toSend(place: OpenedResource): Readonly<Record<string, unknown>> {
    this.#sent += 1;
    return this.#valuesOf(place, this.#sent);
  }

  #valuesOf(place: OpenedResource, number: number): Readonly<Record<string, unknown>> {
    const find = placeFinder(this.#places, place);
    const keysOf: KeysOf = (to) => {
      const found = find(to);
      return this.#keys.get(found === undefined ? to : nameOf(found)) ?? [];
    };
    return {
      ...exampleValues(place.resource.fields, number, keysOf),
      ...this.#values[nameOf(place)]?.(number),
    };
  }

  #note(name: string, key: number): void {
    this.#keys.set(name, [...(this.#keys.get(name) ?? []), key]);
  }
}

function targetsFirst(places: readonly OpenedResource[]): readonly OpenedResource[] {
  const ordered = new Set<OpenedResource>();
  const begun = new Set<OpenedResource>();
  const add = (place: OpenedResource): void => {
    if (begun.has(place)) return;
    begun.add(place);
    for (const field of Object.values(place.resource.fields)) {
      const target = 'to' in field ? placeFinder(places, place)(field.to) : undefined;
      const opened = places.find((one) => target !== undefined && nameOf(one) === nameOf(target));
      if (opened !== undefined) add(opened);
    }
    ordered.add(place);
  };
  for (const place of places) add(place);
  return [...ordered];
}

async function countAll(
  site: CostedSite,
  places: readonly OpenedResource[],
  examples: Examples,
): Promise<ReadonlyMap<OpenedResource, Counted>> {
  const counted = new Map<OpenedResource, Counted>();
  // Whatever is added comes after everything was listed.
  const lists = new Map<OpenedResource, number | null>();
  for (const place of places)
    lists.set(place, await countOf(site, () => ({ method: 'GET', url: addressOf(place) })));
  for (const place of places) {
    const url = `${addressOf(place)}${examples.newest(place)}/`;
    counted.set(place, {
      list: lists.get(place) ?? null,
      detail: await countOf(site, () => ({ method: 'GET', url })),
      update: await countOf(site, () => ({ method: 'PATCH', url, payload: examples.toSend(place) })),
      create: await countOf(site, () => ({
        method: 'POST',
        url: addressOf(place),
        payload: examples.toSend(place),
      })),
    });
  }
  return counted;
}

function addressOf({ resource }: OpenedResource): string {
  return `/api/${pluralOf(resource)}/`;
}

interface Asked {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly payload?: object;
}

/** Who asks is found out, and noted, now and then: such statements are none of the resource's. */
const OF_WHO_ASKS = /\bstagedoor_(?:session|visit)/;
/** What is written at the end of a while falls into one of them. */
const TRIES = 3;

/** The fewest statements of a few tries, after one that finds out what is kept from then on; null where it is refused. */
async function countOf({ app, headers }: CostedSite, ask: () => Asked): Promise<number | null> {
  await app.inject({ ...ask(), headers });
  const counts: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    let status = 0;
    const statements = await statementsOf(async () => {
      status = (await app.inject({ ...ask(), headers })).statusCode;
    });
    if (status >= 300) return null;
    counts.push(statements.filter((text) => !OF_WHO_ASKS.test(text)).length);
  }
  return Math.min(...counts);
}
