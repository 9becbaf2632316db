import { PICTURES_PATH, pictureAddress } from '../../core/picture/picture-address.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';

const written = new WeakMap<Principal, string>();

/** What answers who the current user is; where the site has pictures, with the address of theirs, or null. */
export function meAnswer({ context }: Exchange, principal: Principal): Answer | Promise<Answer> {
  const text = meText(principal);
  return context.settings.hasPictures ? withPicture(context, principal, text) : jsonText(text);
}

/** The picture is read anew: whoever changes it stays the same principal. */
async function withPicture(
  { settings, useCases }: Exchange['context'],
  { user }: Principal,
  text: string,
): Promise<Answer> {
  const picture = await useCases.picture.find({ userId: user.id });
  const address = pictureAddress(settings.publicOrigin + PICTURES_PATH, picture);
  return jsonText(`${text.slice(0, -1)},"picture":${JSON.stringify(address)}}`);
}

const jsonText = (text: string): Answer => ({ kind: 'json-text', status: 200, text });

/** The current user as JSON text: permissions are the directly assigned ones, without app label. */
function meText(principal: Principal): string {
  let text = written.get(principal);
  if (text === undefined) {
    text = JSON.stringify(meBody(principal));
    // The store answers with the very same object as long as nothing changed, so this is never out of date.
    written.set(principal, text);
  }
  return text;
}

/** The same as a body. */
export function meBody({
  user,
  groups,
  permissions,
}: Pick<Principal, 'user' | 'groups' | 'permissions'>): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    email_verified: user.isEmailVerified,
    is_verified: user.isEmailVerified,
    created_at: user.dateJoined,
    date_joined: user.dateJoined,
    language: user.language,
    time_zone: user.timeZone,
    ...user.extra,
    groups,
    permissions,
  };
}
