// Passkeys: the form's button asks the browser, and the form carries the answer. Where the page has a field for them, they are offered
// in its list, too. A ceremony is good for five minutes, so a page that stays open fetches another. A module, so that it runs once for a
// page, however often a piece of it is drawn again.

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
const all = (root, selector) => [...root.querySelectorAll(selector)];

const CEREMONY_LIFE_MS = 240_000;
/** They are for names: a browser refuses an address that is a number. */
const knowsPasskeys =
  typeof globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON === 'function' &&
  !/^[\d.]+$|:/.test(location.hostname);
/** Only one request may wait at a time. */
let waiting = new AbortController();
let drawnAt = Date.now();
let isPressed = false;

async function renewCeremony(box, form) {
  if (Date.now() - drawnAt < CEREMONY_LIFE_MS) return;
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = all(page, 'form').find(({ action }) => action === form.action);
  if (fresh === undefined) return;
  box.dataset.passkeyOptions = fresh.closest('[data-passkey]').dataset.passkeyOptions;
  for (const name of ['ceremony', 'csrfmiddlewaretoken'])
    form.elements[name].value = fresh.elements[name].value;
  drawnAt = Date.now();
}

function askBrowser({ dataset }, mediation) {
  waiting.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const options = JSON.parse(dataset.passkeyOptions);
  return dataset.passkey === 'create'
    ? navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        signal,
      })
    : navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        signal,
        ...mediation,
      });
}

async function sendPasskey(box, form, mediation) {
  await renewCeremony(box, form);
  const credential = await askBrowser(box, mediation);
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.requestSubmit();
}

async function pressPasskey(box, form) {
  const said = form.querySelector('[data-passkey-said]');
  said.textContent = '';
  isPressed = true;
  try {
    await sendPasskey(box, form, {});
  } catch (error) {
    said.textContent = error.name === 'InvalidStateError' ? box.dataset.known : box.dataset.cancelled;
    isPressed = false;
    offerPasskeys();
  }
}

/** In the list of the field where names are typed, for as long as the page is open. Whoever chooses nothing is told nothing. */
async function offerPasskeys() {
  const box = document.querySelector('[data-passkey-offered]');
  // Nothing takes a press its prompt away, and a page that nobody looks at asks for nothing.
  if (!box || !knowsPasskeys || isPressed || document.hidden) return;
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  sendPasskey(box, box.querySelector('form'), { mediation: 'conditional' }).catch(() => {});
}

// Before htmx and everybody else: a form without an answer yet is not sent.
document.addEventListener(
  'submit',
  (event) => {
    const box = event.target.closest('[data-passkey]');
    if (!box || event.target.elements.credential.value !== '') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressPasskey(box, event.target);
  },
  { capture: true },
);

/** What is drawn is shown where it can work. */
function reveal() {
  for (const box of all(document, '[data-passkey]')) box.hidden = !knowsPasskeys;
  for (const instead of all(document, '[data-passkey-missing]')) instead.hidden = knowsPasskeys;
  drawnAt = Date.now();
  offerPasskeys();
}

document.addEventListener('htmx:afterSettle', reveal);
setInterval(offerPasskeys, CEREMONY_LIFE_MS);
reveal();
