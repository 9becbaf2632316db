/** Something that is called otherwise from now on. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/**
 * Those of the wished renames that can be done, in an order in which no name is taken twice: of a chain its end first, and of a ring, as
 * where two swap their names, one by a name in between.
 */
export function orderedRenames(wished: readonly Rename[], names: Iterable<string>): readonly Rename[] {
  const taken = new Set(names);
  const waiting = [...possible(wished, taken)];
  const ordered: Rename[] = [];
  const rename = (one: Rename) => {
    taken.delete(one.from);
    taken.add(one.to);
    ordered.push(one);
  };
  while (waiting.length > 0) {
    const index = waiting.findIndex(({ to }) => !taken.has(to));
    const [next] = waiting.splice(Math.max(index, 0), 1);
    if (next === undefined) break;
    if (index >= 0) rename(next);
    else {
      const between = `${next.from}__moving`;
      rename({ from: next.from, to: between });
      waiting.push({ from: between, to: next.to });
    }
  }
  return ordered;
}

/** What is there moves once, and to where nothing is, or to where something moves away. */
function possible(wished: readonly Rename[], taken: ReadonlySet<string>): readonly Rename[] {
  const firsts = wished.filter(
    ({ from, to }, index) =>
      from !== to && taken.has(from) && wished.findIndex((other) => other.from === from) === index,
  );
  const free = firsts.filter(({ to }) => !taken.has(to) || firsts.some(({ from }) => from === to));
  return free.length === wished.length ? free : possible(free, taken);
}
