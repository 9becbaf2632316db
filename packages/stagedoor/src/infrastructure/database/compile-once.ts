import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { StoreContext } from './store-context.ts';

/** Holds the place of a value while a statement is built. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Build<Input, Row> = (context: StoreContext, values: Input) => Compilable<Row>;

/**
 * A statement that is built and compiled once for each site and each set of given columns, then run with the values of
 * each call. Building a query costs several times what SQLite needs to run it, so the statements of log-in and sign-up
 * are made this way. `build` must not look at its values, only place them.
 *
 * @example
 * const removeByKey = compileOnce(({ db }: StoreContext, values: { keyHash: string }) =>
 *   db.deleteFrom('stagedoor_session').where('key_hash', '=', values.keyHash),
 * );
 * const { numAffectedRows } = await removeByKey(context, { keyHash });
 */
export function compileOnce<Input extends object, Row>(
  build: Build<Input, Row>,
): (context: StoreContext, input: Input) => Promise<QueryResult<Row>> {
  return (context, input) => {
    const compiled = findCompiled(context, build, input);
    const values = input as Readonly<Record<string, unknown>>;
    const parameters = compiled.parameters.map((value) =>
      value instanceof Slot ? values[value.name] : value,
    );
    return context.db.executeQuery<Row>({ ...compiled, parameters });
  };
}

function findCompiled<Input extends object, Row>(
  context: StoreContext,
  build: Build<Input, Row>,
  input: Input,
): CompiledQuery<Row> {
  const names = Object.keys(input);
  const shape = names.join();
  const shapes = context.compiled.get(build) ?? new Map<string, CompiledQuery>();
  context.compiled.set(build, shapes);
  // The same builder under the same shape: what was kept is of its type.
  const known = shapes.get(shape) as CompiledQuery<Row> | undefined;
  if (known) return known;
  // Stand-ins are placed as parameters and never looked into.
  const slots = Object.fromEntries(names.map((name) => [name, new Slot(name)])) as Input;
  const compiled = build(context, slots).compile();
  shapes.set(shape, compiled);
  return compiled;
}
