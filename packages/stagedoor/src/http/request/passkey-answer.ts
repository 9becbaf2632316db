import { isJsonValue, type JsonObject } from '../../core/kernel/json-value.ts';
import { isPlainRecord } from '../../core/kernel/record-shape.ts';
import { passkeyWrong } from '../../core/passkey/read-assertion.ts';
import { parseJson } from './json-body.ts';

export interface SentPasskeyAnswer {
  readonly ceremony: string;
  readonly credential: JsonObject;
}

/**
 * What a browser sent back from a ceremony: the credential as JSON, or as the text of it in the field of a form.
 *
 * @throws AccountsError `invalid-input` (`credential`) for what is no object of JSON
 */
export function readPasskeyAnswer({
  ceremony,
  credential,
}: {
  readonly ceremony: string;
  readonly credential: unknown;
}): SentPasskeyAnswer {
  const read = typeof credential === 'string' ? parsed(credential) : credential;
  if (!isPlainRecord(read) || !isJsonValue(read)) throw passkeyWrong();
  return { ceremony, credential: read as JsonObject };
}

/** As deep as a body may be, and no deeper: strangers send it. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw passkeyWrong();
  }
}
