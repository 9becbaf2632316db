/**
 * Names that an extra field may not have, beside the columns that every user has: what the JSON API and the endpoints of Django
 * packages call a user's own fields; what forms send beside them; what databases keep for themselves.
 */
export const reservedFieldNames: ReadonlySet<string> = new Set([
  // What Django keeps of a user in tables beside, and sites often in a column.
  ...['groups', 'user_permissions', 'created_at'],
  'picture',
  // What answers say of a user.
  ...['pk', 'user_id', 'email_verified', 'is_verified', 'permissions', 'is_anonymous', 'is_authenticated'],
  ...['token', 'tokens', 'key', 'auth_token', 'access', 'refresh', 'access_expiration', 'refresh_expiration'],
  ...['detail', 'non_field_errors'],
  // What forms about an account send.
  ...['identifier', 'login', 'email2', 'password1', 'password2', 'password_confirm', 're_password'],
  ...[
    'current_password',
    'old_password',
    'new_password',
    'new_password1',
    'new_password2',
    're_new_password',
  ],
  ...['new_username', 're_new_username', 'new_email', 're_new_email', 'uid', 'next', 'remember_me'],
  'csrfmiddlewaretoken',
  // Columns that every table has in SQLite or PostgreSQL, and properties that every object has in JavaScript.
  ...['rowid', 'oid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'constructor', 'prototype'],
]);
