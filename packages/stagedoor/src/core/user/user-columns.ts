/** What Django's `AbstractUser` stores of a user, by Django's names: the table that a site of Django brings along has them. */
export const djangoUserColumns = [
  'id',
  'password',
  'last_login',
  'is_superuser',
  'username',
  'first_name',
  'last_name',
  'email',
  'is_staff',
  'is_active',
  'date_joined',
] as const;

/** What we store of them beside that. */
export const furtherUserColumns = [
  'username_key',
  'security_version',
  'row_version',
  'must_change_password',
  'language',
  'time_zone',
  'awaits_welcome',
  'managed_by',
] as const;
