import { type TObject, Type } from 'typebox';
import type { FileContent } from '../../core/kernel/file-storage.ts';
import { readKey } from '../../core/kernel/read-value.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { RawFields } from '../../http/request/body.ts';
import type { Way } from '../../resource/account/writing.ts';
import type { HandledActions } from '../../resource/action.ts';
import type { Field, Fields } from '../../resource/field.ts';
import type { KeptFile } from '../../resource/file/kept-file.ts';
import type { GuardedRows } from '../../resource/guarded-rows.ts';
import type { OnBehalf } from '../../resource/on-behalf.ts';
import type { Resource, ResourcePlace } from '../../resource/resource.ts';

/** A resource with its rows, as they are served. */
export interface ServedResource extends ResourcePlace {
  readonly rows: GuardedRows;
  /** In which ways it is written; left out, in all. */
  readonly ways?: ReadonlySet<Way>;
  /** Does all of something with them, or nothing; of those that are written together. */
  together?<Done>(work: (rows: GuardedRows) => Promise<Done>): Promise<Done>;
  /** What rows show that are nested in these, by the field. */
  readonly nested: ReadonlyMap<string, Fields>;
  /** Its field of a name, by references too; left out, its own alone. */
  readonly fieldAt?: (name: string) => Field | undefined;
  /** What carries out its actions. */
  readonly handlers?: HandledActions['handlers'];
  /** What is in a file of a row; null where it is there no longer. */
  readFile?(file: KeptFile): Promise<FileContent | null>;
}

/** What is true of every address of a resource: who may do what there, its policy says. */
export function sharedBy({ throttle, access }: Resource) {
  return {
    ...(throttle === undefined ? {} : { throttle }),
    issues: 'none',
    access: 'anyone',
    personalTokens: true,
    judgedBy: [access],
  } as const;
}

/** What was sent goes to the resource's own reader; the schema says what that takes. */
export function passedOn<Params extends TObject>(part: 'body' | 'query', schema: TObject, params?: Params) {
  return {
    schema: { [part]: schema, ...(params === undefined ? {} : { params }) } as {
      body: TObject;
      query: TObject;
      params: Params;
    },
    reads: { [part]: (sent: RawFields) => sent },
  };
}

export async function behalfOf(exchange: Exchange): Promise<OnBehalf> {
  return { principal: await exchange.principal(), now: exchange.now };
}

/** The same as they are by now, for what comes after something was done; null where what they came with opens nothing any more. */
export async function behalfOfNow(
  { principal }: OnBehalf,
  { clock, useCases }: Pick<Exchange['context'], 'clock' | 'useCases'>,
): Promise<OnBehalf | null> {
  const now = clock.now();
  if (principal === null) return { principal, now };
  const known = await useCases.authentication.findOfNow({ principal });
  return known === null ? null : { principal: known, now };
}

/** The key in the address of one row. */
export const oneRow = Type.Object({ id: Type.Integer({ minimum: 1 }) });

/** The key in the address, where there is one. */
export function keyIn({ request: { params } }: Exchange): number | undefined {
  const { id } = params as { readonly id?: string };
  if (id === undefined) return undefined;
  const read = readKey(id);
  return 'value' in read ? read.value : 0;
}
