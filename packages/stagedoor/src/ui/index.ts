// `stagedoor/ui`: frames, forms and parts, for pages that look like one with those of accounts.

export { AccountPage, AccountSection } from './account-page.tsx';
export { assetUrl } from './assets.ts';
export { AuthPage } from './auth-page.tsx';
export { Avatar } from './avatar.tsx';
export { ButtonLink, SubmitButton } from './button.tsx';
export { SelectField } from './choice-fields.tsx';
export { EmptyState } from './empty-state.tsx';
export { CheckField, TextField } from './field.tsx';
export { Form, HiddenFields } from './form.tsx';
export { emptyForm, type FormState, hasErrors, refusedForm } from './form-state.ts';
export {
  AlertIcon,
  BoxIcon,
  CheckIcon,
  ClockIcon,
  DevicesIcon,
  DoorMark,
  DownloadIcon,
  InfoIcon,
  KeyIcon,
  LockIcon,
  MailIcon,
  PersonIcon,
  ShieldIcon,
} from './icons.tsx';
export { Notice } from './notice.tsx';
export type { DrawPart, Flash, FooterLink, PageContext, PageParts, SignedInUser } from './page-context.ts';
export { Pagination } from './pagination.tsx';
export { PasswordField } from './password-field.tsx';
export { RelativeTime } from './relative-time.tsx';
export { Row, RowAction } from './row.tsx';
export { SitePage } from './site-page.tsx';
export { Stat } from './stat.tsx';
export { Table } from './table.tsx';
export { Tag } from './tag.tsx';
export { Timeline, TimelineRow } from './timeline.tsx';
