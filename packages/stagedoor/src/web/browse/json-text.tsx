import type { ComponentChildren, VNode } from 'preact';

// Longer texts are shown as they are: their pieces would be more than a browser draws gladly.
const LONGEST_MARKED = 100_000;

/** A name, a text, a number or a word of JSON that JSON.stringify wrote. */
const PIECE = /("(?:[^"\\]|\\.)*")(?=(:)?)|(-?\d[\d.eE+-]*)|(true|false|null)/g;

export interface JsonTextProps {
  readonly value: unknown;
  /** Where the objects of a list can be opened by their `id`. */
  readonly hrefOf?: ((id: number) => string) | undefined;
}

/** JSON for reading: indented, its kinds told apart by colour, and what it lists a link to open it. */
export function JsonText({ value, hrefOf }: JsonTextProps): VNode {
  const text = JSON.stringify(value, null, 2);
  const marked = text.length > LONGEST_MARKED ? text : mark(text, hrefOf);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <pre class="json-text" tabIndex={0}>
      {marked}
    </pre>
  );
}

function mark(text: string, hrefOf: JsonTextProps['hrefOf']): ComponentChildren[] {
  const pieces: ComponentChildren[] = [];
  let end = 0;
  let name = '';
  for (const { 0: piece, 1: quoted, 2: colon, 3: number, index } of text.matchAll(PIECE)) {
    pieces.push(text.slice(end, index));
    end = index + piece.length;
    if (colon !== undefined) {
      name = piece;
      pieces.push(<span class="json-name">{piece}</span>);
    } else if (number !== undefined && name === '"id"' && hrefOf) {
      pieces.push(
        <a class="link" href={hrefOf(Number(number))}>
          {number}
        </a>,
      );
    } else {
      pieces.push(<span class={quoted === undefined ? 'json-word' : 'json-string'}>{piece}</span>);
    }
  }
  pieces.push(text.slice(end));
  return pieces;
}
