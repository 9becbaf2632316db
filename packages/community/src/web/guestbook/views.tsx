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
import { GUEST_BOOK, navigationIn } from '../navigation.ts';
import { guestBookTexts } from './texts.ts';

export interface GuestBookViewProps {
  readonly page: PageContext;
  readonly form: FormState;
  readonly lines: EntryPage;
  readonly linesADay: number;
  /** Whose lines can be taken back here; null for strangers. */
  readonly userId: number | null;
}

/** The lines, newest first, and for members a form above them. */
export function GuestBookView(props: GuestBookViewProps): VNode {
  const { page, lines } = props;
  const texts = guestBookTexts[page.t.language];
  const next = lines.next === null ? null : `${GUEST_BOOK}?before=${lines.next}`;
  return (
    <SitePage page={page} title={texts.title} navigation={navigationIn(page.t.language)}>
      <section class="stack-tight py-4">
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead.replace('{{most}}', String(props.linesADay))}</p>
      </section>
      <Sign {...props} />
      <section class="stack-tight pt-6" aria-labelledby="lines">
        <h2 id="lines">{texts.lines}</h2>
        <Lines {...props} />
        <Pagination t={page.t} previousHref={null} nextHref={next} />
      </section>
    </SitePage>
  );
}

function Sign({ page, form, userId }: GuestBookViewProps): VNode {
  const { t } = page;
  const texts = guestBookTexts[t.language];
  if (userId === null) {
    return (
      <p>
        <ButtonLink kind="quiet" href={withNext(paths.logIn, GUEST_BOOK)}>
          {texts.logInFirst}
        </ButtonLink>
      </p>
    );
  }
  return (
    <Form page={page} action={GUEST_BOOK} form={form} label={texts.sign}>
      <TextField
        t={t}
        form={form}
        name="message"
        label={texts.message}
        hint={texts.hint}
        autocomplete="off"
        maxLength={LONGEST_MESSAGE}
      />
      <div class="form-actions">
        <SubmitButton>{texts.sign}</SubmitButton>
      </div>
    </Form>
  );
}

function Lines({ page, lines, userId }: GuestBookViewProps): VNode {
  const texts = guestBookTexts[page.t.language];
  if (lines.entries.length === 0) {
    return <EmptyState icon={<BoxIcon />} title={texts.empty} text={texts.emptyText} />;
  }
  return (
    <ul class="rows">
      {lines.entries.map((entry) => (
        <Row
          key={entry.id}
          icon={<PersonIcon />}
          title={entry.message}
          lines={[<Written key="by" page={page} entry={entry} />]}
          action={entry.userId === userId ? <Remove page={page} entry={entry} /> : null}
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

function Remove({ page, entry }: { readonly page: PageContext; readonly entry: Entry }): VNode {
  const texts = guestBookTexts[page.t.language];
  const when = entry.writtenAt.toISOString().slice(0, 10);
  return (
    <RowAction
      page={page}
      id={`remove-${entry.id}`}
      action={`${GUEST_BOOK}${entry.id}/remove/`}
      button={{ text: texts.remove, label: texts.removeLabel.replace('{{when}}', () => when) }}
      question={texts.removeTitle}
      text={entry.message}
      confirm={texts.remove}
    />
  );
}
