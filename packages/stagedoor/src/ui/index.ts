// `stagedoor/ui`: frames, forms and parts, for pages that look like one house with those of accounts.

export { assetUrl } from './assets.ts';
export { Avatar } from './avatar.tsx';
export { ButtonLink, SubmitButton } from './button.tsx';
export { EmptyState } from './empty-state.tsx';
export { CheckField, SelectField, TextField } from './field.tsx';
export { Form, HiddenFields } from './form.tsx';
export { emptyForm, type FormState, refusedForm } from './form-state.ts';
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
export type { Flash, PageContext, SignedInUser } from './page-context.ts';
export { Pagination } from './pagination.tsx';
export { RelativeTime } from './relative-time.tsx';
export { Row, RowAction } from './row.tsx';
export { SitePage } from './site-page.tsx';
export { Stat } from './stat.tsx';
export { Table } from './table.tsx';
export { Tag } from './tag.tsx';
export { Timeline, TimelineRow } from './timeline.tsx';
