import { createHash } from 'node:crypto';

/** A file that pages load, kept in memory: its name holds its content's hash, so that browsers may keep it for ever. */
export interface BrandFile {
  /** Below `/static/`. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

export function brandFile(
  { name, extension }: { readonly name: string; readonly extension: string },
  { type, body }: Pick<BrandFile, 'type' | 'body'>,
): BrandFile {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  return { path: `/static/${name}.${hash}.${extension}`, type, body };
}
