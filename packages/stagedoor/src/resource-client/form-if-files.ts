/** Values as they are sent: by a form where one of them is a file. A form says lists and records as JSON, and null by nothing. */
export function formIfFiles(values: object): object {
  const entries = Object.entries(values);
  if (!entries.some(([, value]) => value instanceof Blob)) return values;
  const form = new FormData();
  for (const [name, value] of entries) if (value !== undefined) form.append(name, partOf(value));
  return form;
}

function partOf(value: unknown): Blob | string {
  if (value instanceof Blob) return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}
