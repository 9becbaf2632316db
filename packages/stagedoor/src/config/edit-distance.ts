/**
 * How many letters were left out, put in, changed or swapped with their neighbour (optimal string alignment). Infinity where they
 * are more than `most`, which is known long before all letters are compared.
 */
export function editDistance(one: string, other: string, most = Number.POSITIVE_INFINITY): number {
  if (Math.abs(one.length - other.length) > most) return Number.POSITIVE_INFINITY;
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  let fewestOfLast = 0;
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let fewest = row;
    // Whatever is further from the diagonal is more edits away than that.
    const end = Math.min(other.length, row + most);
    for (let column = Math.max(1, row - most); column <= end; column += 1) {
      const left = cell(current, column - 1) + 1;
      const above = cell(last, column) + 1;
      const changed = cell(last, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const areSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = areSwapped ? cell(beforeLast, column - 2) + 1 : changed;
      const edits = Math.min(left, above, changed, swapped);
      current[column] = edits;
      fewest = Math.min(fewest, edits);
    }
    // A row is made of the two above it: when neither is within bounds, none that follows is.
    if (Math.min(fewestOfLast, fewest) > most) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = current;
    fewestOfLast = fewest;
  }
  const edits = cell(last, other.length);
  return edits > most ? Number.POSITIVE_INFINITY : edits;
}

/** Where there is no cell there is no way to it. */
function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
