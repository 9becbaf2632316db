/** What the command line begins with, before it is parsed: whose commands are there depends on the site. */
export interface FirstWord {
  /** The value of `--site`. */
  readonly site: string | undefined;
  /** The first word that is no option; undefined where there is none. */
  readonly word: string | undefined;
}

export function firstWord(words: readonly string[]): FirstWord {
  let site: string | undefined;
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place] ?? '';
    if (word === '--site') {
      site = words[place + 1];
      place += 1;
    } else if (word.startsWith('--site=')) site = word.slice('--site='.length);
    else if (!word.startsWith('-')) return { site, word };
  }
  return { site, word: undefined };
}
