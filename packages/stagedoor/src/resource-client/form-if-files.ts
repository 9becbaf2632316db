/** Values as they are sent: by a form where one of them is a file, beside parts that are JSON. */
export function formIfFiles(values: object): object {
  const entries = Object.entries(values);
  if (!entries.some(([, value]) => value instanceof Blob)) return values;
  const form = new FormData();
  for (const [name, value] of entries) if (value !== undefined) form.append(name, partOf(value));
  return form;
}

function partOf(value: unknown): Blob {
  return value instanceof Blob ? value : new Blob([JSON.stringify(value)], { type: 'application/json' });
}
