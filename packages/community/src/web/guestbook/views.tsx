import type { VNode } from 'preact';
import {
  BoxIcon,
  ButtonLink,
  EmptyState,
  Form,
  type FormState,
  type PageContext,
  Pagination,
  PersonIcon,
  RelativeTime,
  Row,
  RowAction,
  SitePage,
  SubmitButton,
  TextField,
} from 'stagedoor/ui';
import { paths, withNext } from 'stagedoor/web';
import type { Entry } from '../../core/guestbook/entry.ts';
import { type EntryPage, LONGEST_MESSAGE } from '../../core/guestbook/use-cases.ts';
import { guestBookTexts } from '../../texts/guestbook.ts';
import { GUEST_BOOK, navigationOf } from '../navigation.ts';

const { keys: texts } = guestBookTexts;

export interface GuestBookViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly lines: EntryPage;
  readonly linesADay: number;
  /** Whose lines can be taken back here; null for strangers. */
  readonly userId: number | null;
  /** Whether everybody's can. */
  readonly keepsOrder: boolean;
}

/** The lines, newest first, and for members a form above them. */
export function GuestBookView(props: GuestBookViewProps): VNode {
  const { page, lines } = props;
  const { t } = page;
  const next = lines.next === null ? null : `${GUEST_BOOK}?before=${lines.next}`;
  return (
    <SitePage page={page} title={t(texts.title)} navigation={navigationOf(page)}>
      <section class="stack-tight py-4">
        <h1>{t(texts.title)}</h1>
        <p class="lead">{t(texts.lead, { most: props.linesADay })}</p>
      </section>
      <Sign {...props} />
      <section class="stack-tight pt-6" aria-labelledby="lines">
        <h2 id="lines">{t(texts.lines)}</h2>
        <Lines {...props} />
        <Pagination t={page.t} previousHref={null} nextHref={next} />
      </section>
    </SitePage>
  );
}

function Sign({ page, form, userId }: GuestBookViewProps): VNode {
  const { t } = page;
  if (userId === null) {
    return (
      <p>
        <ButtonLink kind="quiet" href={withNext(paths.logIn, GUEST_BOOK)}>
          {t(texts.logInFirst)}
        </ButtonLink>
      </p>
    );
  }
  return (
    <Form page={page} action={GUEST_BOOK} form={form} label={t(texts.sign)}>
      <TextField
        t={t}
        form={form}
        name="message"
        label={t(texts.message)}
        hint={t(texts.hint)}
        autocomplete="off"
        maxLength={LONGEST_MESSAGE}
      />
      <div class="form-actions">
        <SubmitButton>{t(texts.sign)}</SubmitButton>
      </div>
    </Form>
  );
}

function Lines({ page, lines, userId, keepsOrder }: GuestBookViewProps): VNode {
  const { t } = page;
  if (lines.entries.length === 0) {
    return <EmptyState icon={<BoxIcon />} title={t(texts.empty)} text={t(texts.emptyText)} />;
  }
  return (
    <ul class="rows">
      {lines.entries.map((entry) => (
        <Row
          key={entry.id}
          icon={<PersonIcon />}
          title={entry.message}
          lines={[<Written key="by" page={page} entry={entry} />]}
          action={
            keepsOrder || entry.userId === userId ? (
              <Remove page={page} entry={entry} isOwn={entry.userId === userId} />
            ) : null
          }
        />
      ))}
    </ul>
  );
}

function Written({ page, entry }: { readonly page: PageContext; readonly entry: Entry }): VNode {
  return (
    <span>
      {entry.author} · <RelativeTime t={page.t} moment={entry.writtenAt} now={page.now} />
    </span>
  );
}

interface RemoveProps {
  readonly page: PageContext;
  readonly entry: Entry;
  readonly isOwn: boolean;
}

function Remove({ page, entry, isOwn }: RemoveProps): VNode {
  const { t } = page;
  const when = entry.writtenAt.toISOString().slice(0, 10);
  return (
    <RowAction
      page={page}
      id={`remove-${entry.id}`}
      action={`${GUEST_BOOK}${entry.id}/remove/`}
      button={{
        text: t(texts.remove),
        label: isOwn
          ? t(texts.removeLabel, { when })
          : t(texts.removeOthersLabel, { author: entry.author, when }),
      }}
      question={t(texts.removeTitle)}
      text={entry.message}
      confirm={t(texts.remove)}
    />
  );
}
