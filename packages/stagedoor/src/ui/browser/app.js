// What pages gain where there is script. Every page works without it, so each piece finds its own elements, reveals
// what only a script can serve, and leaves the rest alone. No inline handlers, no eval, no style attributes (CSP).

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
const all = (root, selector) => [...root.querySelectorAll(selector)];

// Times: the exact moment on hover, in the browser's zone where the person has chosen none, and relative words that do not grow old.

const STEPS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function relativeWords(seconds, language) {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) < length) continue;
    return words.format(seconds > 0 ? Math.round(seconds / length) : Math.trunc(seconds / length), unit);
  }
  return null;
}

/** As the server writes it: in autumn an hour comes twice, so the offset stands beside the zone. */
function exactWords(moment, language) {
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset' });
  const { timeZone } = zone.resolvedOptions();
  const offset = zone.formatToParts(moment).find(({ type }) => type === 'timeZoneName').value;
  return `${words.format(moment)} ${timeZone === 'UTC' ? 'UTC' : `${offset}, ${timeZone}`}`;
}

function refreshTimes(root) {
  const { lang: language, dataset } = document.documentElement;
  for (const time of all(root, 'time[data-relative]')) {
    const seconds = (new Date(time.dateTime).getTime() - Date.now()) / 1000;
    time.textContent = relativeWords(seconds, language) ?? time.dataset.now;
  }
  // With a zone of the person's own, the server has said the exact moment already.
  if (dataset.timeZone !== undefined) return;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  for (const time of all(root, 'time')) {
    const moment = new Date(time.dateTime);
    const words = exactWords(moment, language);
    if ('exact' in time.dataset) time.textContent = words;
    else time.title = words;
    if ('day' in time.dataset) time.textContent = day.format(moment);
  }
}

// Password fields: show what is typed, say when Caps Lock is on, and how strong a new password looks.

function togglePassword(button) {
  const input = document.getElementById(button.getAttribute('aria-controls'));
  const shown = input.type === 'text';
  input.type = shown ? 'password' : 'text';
  button.firstElementChild.textContent = shown ? button.dataset.show : button.dataset.hide;
}

/** Shown passwords go back to hidden before they leave, so that no browser keeps them as form history. */
function hidePasswords(form) {
  for (const input of all(form, 'input[data-password]')) input.type = 'password';
}

function noticeCapsLock(event) {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !('password' in input.dataset) || !event.getModifierState)
    return;
  const notice = document.querySelector(`[data-caps-lock-for="${input.id}"]`);
  if (notice) notice.hidden = !event.getModifierState('CapsLock');
}

const CHARACTERS = { letter: /\p{L}/u, upper: /\p{Lu}/u, lower: /\p{Ll}/u, digit: /\p{Nd}/u };

/** The first kind of character that the site asks for and the password does not have. */
function lackOf(password, composition) {
  return composition.split(' ').find((kind) => kind !== '' && !CHARACTERS[kind].test(password));
}

/** A rough guide from length and variety; what counts is the server's own judgement. */
function strengthOf(password) {
  const letters = [...password];
  const variety = new Set(letters).size / letters.length;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const score = letters.length * Math.min(1, variety + 0.3) + kinds * 2;
  return score < 15 ? 1 : score < 20 ? 2 : score < 26 ? 3 : 4;
}

function showStrength(input) {
  const meter = document.querySelector(`[data-strength-for="${input.id}"]`);
  if (!meter) return;
  meter.hidden = input.value === '';
  const isShort = [...input.value].length < Number(meter.dataset.minLength);
  const lack = isShort ? undefined : lackOf(input.value, meter.dataset.composition);
  const level = isShort || lack ? 0 : strengthOf(input.value);
  meter.dataset.level = String(level);
  const words = meter.getAttribute(lack ? `data-lacks-${lack}` : `data-word-${level}`);
  // Said only when it changes: it is read out.
  if (meter.lastElementChild.textContent !== words) meter.lastElementChild.textContent = words;
}

/** Pasted codes come with spaces and dashes. */
function tidyCode(input) {
  const tidy = input.value.replaceAll(/[\s-]/g, '').slice(0, Number(input.dataset.codeLength));
  if (tidy !== input.value) input.value = tidy;
}

// Copying

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const said = button.querySelector('[role="status"]');
  try {
    await navigator.clipboard.writeText(source.textContent);
    said.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(source);
    said.textContent = button.dataset.failed;
  }
}

// Dialogs: a button that would act at once asks first, naming the thing.

function askFirst(event, button) {
  const dialog = document.getElementById(button.dataset.dialog);
  if (!(dialog instanceof HTMLDialogElement)) return;
  event.preventDefault();
  dialog.showModal();
}

// The time zone: what the browser knows is offered as long as something else is chosen. Browsers use older names, too.

function offerTimeZone(button) {
  const select = document.getElementById(button.dataset.timeZoneFor);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const own = [...select.options].find(
    ({ value, dataset }) => value === timeZone || dataset.formerly === timeZone,
  );
  if (!own || own.selected) return;
  button.hidden = false;
  button.textContent = button.dataset.offer.replace('{zone}', own.label);
  button.addEventListener('click', () => {
    select.value = own.value;
    button.hidden = true;
    select.focus();
  });
}

// What each new piece of page needs once

function enhance(root) {
  for (const button of all(root, '[data-show-password], [data-copy], [data-dismiss]')) button.hidden = false;
  for (const button of all(root, '[data-time-zone-for]')) offerTimeZone(button);
  refreshTimes(root);
}

/** What is wrong with a form of one field, such as a code, is wrong with that. */
function onlyFieldOfRefused(content) {
  const form = content.querySelector('.form:has([role="alert"])');
  const fields = form === null ? [] : all(form, 'input:not([type="hidden"])');
  return fields.length === 1 ? fields[0] : null;
}

/** Where a person would look next: what is wrong, else the heading of what has come. */
function focusAfterSwap(content) {
  const wrong = content.querySelector('[aria-invalid="true"]') ?? onlyFieldOfRefused(content);
  const heading = content.querySelector('h1');
  if (wrong) return wrong.focus();
  if (heading) heading.tabIndex = -1;
  heading?.focus();
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (!button) return;
  if (button.dataset.dialog) askFirst(event, button);
  else if ('showPassword' in button.dataset) togglePassword(button);
  else if (button.dataset.copy) copy(button);
  else if ('closeDialog' in button.dataset) button.closest('dialog').close();
});

document.addEventListener('input', (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement)) return;
  if ('password' in input.dataset) showStrength(input);
  if (input.dataset.codeLength) tidyCode(input);
});

document.addEventListener('keydown', noticeCapsLock);
document.addEventListener('keyup', noticeCapsLock);

document.addEventListener('submit', (event) => {
  hidePasswords(event.target);
  if (!event.target.hasAttribute('hx-post') && !('download' in event.target.dataset))
    event.target.dataset.busy = '';
});

// A page that comes back from the browser's memory is not busy any more.
addEventListener('pageshow', () => {
  for (const form of all(document, 'form[data-busy]')) delete form.dataset.busy;
});

// The account list on phones closes like a menu.
document.addEventListener('keydown', (event) => {
  const menu =
    event.key === 'Escape' && event.target instanceof Element ? event.target.closest('details[open]') : null;
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
document.addEventListener('click', (event) => {
  for (const menu of all(document, 'details[data-menu][open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// htmx: a refused form is drawn again in place; a redirect brings a whole new page, with its address and its history.

let drawn = location.pathname + location.search;

document.addEventListener('htmx:beforeSwap', (event) => {
  const { xhr, pathInfo } = event.detail;
  const asked = new URL(pathInfo.finalRequestPath, location.href).pathname;
  if (!xhr.responseURL || new URL(xhr.responseURL).pathname === asked) return;
  event.detail.target = document.body;
  event.detail.selectOverride = 'unset';
  event.detail.swapOverride = 'innerHTML show:window:top';
  history.pushState({ stagedoor: true }, '', xhr.responseURL);
  drawn = location.pathname + location.search;
});

document.addEventListener('htmx:afterSettle', () => {
  // The whole document: the event names the piece that went, not the one that came.
  enhance(document);
  const content = document.getElementById('content');
  if (content) focusAfterSwap(content);
});

// No answer at all: what was typed stays, and the form says so.

function sayOffline(form) {
  const notice = document.createElement('div');
  const body = document.createElement('p');
  notice.className = 'notice notice-error';
  notice.setAttribute('role', 'alert');
  notice.dataset.offline = '';
  body.textContent = document.body.dataset.offline;
  notice.append(body);
  form.prepend(notice);
}

document.addEventListener('htmx:beforeRequest', (event) => {
  for (const notice of all(event.target, '[data-offline]')) notice.remove();
});
document.addEventListener('htmx:sendError', (event) => sayOffline(event.target));

// Going back to another page fetches it anew; a jump within this one (#main) is none of our business.
addEventListener('popstate', () => {
  if (location.pathname + location.search !== drawn) location.reload();
});

enhance(document);
setInterval(() => refreshTimes(document), 30_000);
