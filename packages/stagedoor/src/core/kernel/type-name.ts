/** What somebody sent, as Python calls it, whose words clients of REST framework know. */
export function typeNameOf(raw: unknown): string {
  if (raw === null) return 'NoneType';
  if (Array.isArray(raw)) return 'list';
  if (Number.isInteger(raw)) return 'int';
  const names: Readonly<Record<string, string>> = {
    string: 'str',
    boolean: 'bool',
    number: 'float',
    object: 'dict',
  };
  return names[typeof raw] ?? typeof raw;
}
