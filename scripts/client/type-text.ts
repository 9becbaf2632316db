/** A JSON Schema as the OpenAPI document has them: only what our own documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}

/** The schema as a type of TypeScript. */
export function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return `'${schema.const}'`;
  if (schema.enum !== undefined) return schema.enum.map((value) => `'${value}'`).join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' | ');
  switch (schema.type) {
    case 'integer':
      return 'number';
    case 'array':
      return `ReadonlyArray<${typeText(schema.items ?? {})}>`;
    case 'object':
      return objectText(schema);
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** Words above a declaration, where there are any. */
export function commentText(words: string | undefined): string {
  return words === undefined ? '' : `/** ${words} */\n`;
}

function objectText({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(([name, schema]) => {
    const key = /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
    const mark = required.includes(name) ? '' : '?';
    return `${commentText(schema.description)}readonly ${key}${mark}: ${typeText(schema)};\n`;
  });
  if (typeof additionalProperties === 'object') {
    members.push(`readonly [name: string]: ${typeText(additionalProperties)};\n`);
  }
  return members.length === 0 ? 'Readonly<Record<never, never>>' : `{\n${members.join('')}}`;
}
