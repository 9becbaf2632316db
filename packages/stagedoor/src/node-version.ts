// The build puts this before everything else of what is published, but for the client, which runs anywhere. It is the one file that
// does something when it is imported: on an older Node the database driver takes the process down without a word.

const OLDEST_NODE = 24;

const { process: runtime } = globalThis as { readonly process?: NodeJS.Process };
const version = runtime?.versions?.node;
if (version !== undefined && Number.parseInt(version, 10) < OLDEST_NODE) {
  throw new Error(
    `Stagedoor needs Node ${OLDEST_NODE} or newer, and this is Node ${version}. Install a newer one, for instance from https://nodejs.org/en/download, and start again.`,
  );
}

export {};
