import { openCommonPasswordFile } from '../../src/infrastructure/password/common-password-file.ts';

/** The built-in list, opened once for all: each opening would read the file again. */
export const commonPasswords = openCommonPasswordFile();
