/** What turns text round, so that it reads as another; what cannot be seen at all makes no other name. */
const CONTROL = /[\p{Cc}\p{Bidi_Control}]/u;
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** A name as people gave it, in one form of Unicode and with single blanks: two that look alike are one text. */
export function visibleName(given: string): string {
  return given.isWellFormed()
    ? given
        .normalize('NFC')
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim()
    : given;
}

/** Whether there is something in it that changes how what stands beside it reads. */
export function hasControls(name: string): boolean {
  return CONTROL.test(name);
}

/** What names are compared by: neither capitals, compatibility forms, blanks nor what cannot be seen make another name. Empty for one that shows nothing. */
export function visibleNameKey(name: string): string {
  const seen = visibleName(name.normalize('NFKC').replaceAll(UNSEEN, ''));
  // Down, up and down again: the capital sharp s only becomes `ss` by way of the small one.
  return seen.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}
