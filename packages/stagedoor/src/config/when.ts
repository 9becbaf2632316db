/** The line where the condition holds, for lists of what is wrong that spread what each rule found. */
export function when(condition: boolean, line: string): string[] {
  return condition ? [line] : [];
}
