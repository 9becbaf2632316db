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

interface AvatarProps {
  readonly name: string;
  /** Where their picture is; null for none. */
  readonly picture: string | null;
  /** Where it is what is shown, and not beside a name. */
  readonly isLarge?: boolean;
}

/** A person: their picture, or their initials. The name itself stands beside it, so it says nothing to a screen reader. */
export function Avatar({ name, picture, isLarge }: AvatarProps): VNode {
  if (picture !== null)
    return <img class="face" src={picture} alt="" width={36} height={36} loading="lazy" />;
  return (
    <span class={isLarge ? 'face face-large' : 'face'} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
