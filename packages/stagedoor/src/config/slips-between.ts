/** How many letters were left out, put in, changed or swapped with their neighbour (optimal string alignment). */
export function slipsBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const differ = one[row - 1] === other[column - 1] ? 0 : 1;
      const areSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const slips = [
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + differ,
        ...(areSwapped ? [at(row - 2, column - 2) + 1] : []),
      ];
      (rows[row] as number[])[column] = Math.min(...slips);
    }
  }
  return at(one.length, other.length);
}
