import type { VNode } from 'preact';

/** At most two first letters, by code point: names are not ASCII. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s@._-]+/u)
    .filter((word) => word !== '');
  const chosen = words.length > 1 ? [words[0], words[1]] : words;
  return chosen
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** A person without a picture. The name itself stands beside it, so it says nothing to a screen reader. */
export function Avatar({ name }: { name: string }): VNode {
  return (
    <span class="face" aria-hidden="true">
      {initials(name)}
    </span>
  );
}
