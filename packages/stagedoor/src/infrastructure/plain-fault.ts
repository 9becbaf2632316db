/**
 * A fault whose message we wrote ourselves, out of codes and numbers: nothing of what a person typed, of a letter or of what an
 * outside system said. Only such messages are stored with jobs.
 */
export class PlainFault extends Error {}
