import { createHmac, hkdfSync, randomUUID, timingSafeEqual } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditCut } from '../../core/audit/audit-event.ts';
import { type AuditHead, AuditHeadFault, type HeadFault } from '../../core/audit/audit-head.ts';
import { makeDirectory } from '../../make-directory.ts';

export interface AuditHeadFileOptions {
  readonly path: string;
  /** The secret that signs, then older ones whose signatures still count (SECRET_KEY, SECRET_KEY_FALLBACKS). */
  readonly secrets: readonly [string, ...string[]];
}

interface HeadFile {
  readonly sequence: number;
  readonly hash: string;
  readonly signature: string;
  /** Names the key that signed and tells nothing of it. Heads from before there were names have none. */
  readonly key?: string;
}

/**
 * Keeps the signed end of the audit chain in a file, outside the database: whoever can write the database but has
 * neither the file nor the secret cannot cut off the newest rows unnoticed.
 */
export function createAuditHeadFile({ path, secrets }: AuditHeadFileOptions): AuditHead {
  const [signingKey, ...olderKeys] = secrets.map((secret) => deriveKey(secret, 'head')) as [
    Buffer,
    ...Buffer[],
  ];
  const [cutKey, ...olderCutKeys] = secrets.map((secret) => deriveKey(secret, 'cut')) as [
    Buffer,
    ...Buffer[],
  ];
  const names = secrets.map(keyName);
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch(nullWhenMissing);
      if (text === null) return null;
      const head = parseHead(text);
      const isGenuine = [signingKey, ...olderKeys].some((key) => isSignedBy(key, head));
      if (!isGenuine) throw new AuditHeadFault(whyNotGenuine(head, names));
      return { sequence: head.sequence, hash: head.hash };
    },
    async write({ sequence, hash }) {
      const signature = sign(signingKey, { sequence, hash }).toString('base64url');
      await replaceFile(path, `${JSON.stringify({ sequence, hash, signature, key: names[0] })}\n`);
    },
    signCut: ({ sequence, hash }) => ({
      sequence,
      hash,
      signature: sign(cutKey, { sequence, hash }).toString('base64url'),
    }),
    isSigned: (cut) => [cutKey, ...olderCutKeys].some((key) => isSignedBy(key, cut)),
  };
}

/** A key for this purpose only (NIST SP 800-57 Part 1, section 5.2): a signed end is no signed beginning. */
function deriveKey(secret: string, purpose: 'head' | 'cut' | 'key-name'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `stagedoor/audit-${purpose}`, 32));
}

function keyName(secret: string): string {
  return deriveKey(secret, 'key-name').subarray(0, 9).toString('base64url');
}

/** Whoever forges a head may write any name: it says what an operator should look at first, and makes nothing good. */
function whyNotGenuine({ key }: HeadFile, names: readonly string[]): HeadFault {
  if (key === undefined) return 'unproved';
  return names.includes(key) ? 'changed' : 'other-key';
}

function sign(key: Buffer, { sequence, hash }: { sequence: number; hash: string }): Buffer {
  return createHmac('sha256', key).update(`${sequence}\0${hash}`).digest();
}

function isSignedBy(key: Buffer, head: HeadFile | AuditCut): boolean {
  const expected = sign(key, head);
  const given = Buffer.from(head.signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function parseHead(text: string): HeadFile {
  const head = parseJson(text) as Partial<HeadFile> | null;
  const isWhole =
    Number.isSafeInteger(head?.sequence) &&
    typeof head?.hash === 'string' &&
    typeof head.signature === 'string' &&
    ['string', 'undefined'].includes(typeof head.key);
  if (!isWhole) throw new AuditHeadFault('garbled');
  return head as HeadFile;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Old or new, never half: written beside it, synced, renamed, and the rename synced too. */
async function replaceFile(path: string, text: string): Promise<void> {
  makeDirectory(dirname(path));
  const part = `${path}.${randomUUID()}.part`;
  await withFile(part, 'w', async (file) => {
    await file.writeFile(text);
    await file.sync();
  });
  await rename(part, path);
  await withFile(dirname(path), 'r', (folder) => folder.sync());
}

async function withFile(
  path: string,
  flags: string,
  work: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
