import { readFileSync } from 'node:fs';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import type { BrandFile } from './brand-file.ts';

const LARGEST_BYTES = 262_144;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SVG = /^(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>)*<svg[\s>]/i;

/**
 * The picture of a site's mark, by what is in the file and not by its name.
 *
 * @throws RecordProblem for a file that is not there, too large, or no such picture
 */
export function openMark(file: string | URL): Omit<BrandFile, 'path'> & { readonly extension: string } {
  const body = read(file);
  if (body.length > LARGEST_BYTES) throw flawed(file, `is larger than ${LARGEST_BYTES} bytes`);
  if (body.subarray(0, PNG.length).equals(PNG)) return { body, type: 'image/png', extension: 'png' };
  if (SVG.test(body.toString('utf8'))) return { body, type: 'image/svg+xml', extension: 'svg' };
  throw flawed(file, 'is neither an SVG nor a PNG');
}

function read(file: string | URL): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw flawed(file, `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'fault'})`);
  }
}

function flawed(file: string | URL, problem: string): RecordProblem {
  return new RecordProblem('The branding', [`its mark ${String(file)} ${problem}`]);
}
