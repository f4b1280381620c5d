// Half-done work is kept while it is typed; a page that nobody touches locks itself.

const meta = document.querySelector("meta[name=moeli-idle]");
const idle = Number(meta.content) * 1000;
const AWAKE = Math.min(60_000, idle / 3); // the server is told no more often that somebody is there
const TOO_LONG = 413; // more than is kept: it stays on the screen until it is sent
const PAUSE = 400; // after the last key, before what was typed is sent
const AGAIN = 5_000; // without a link: until the lock and what was typed are sent again

let touched = Date.now();
let told = Date.now();
let telling = 0;
let locked = false;
let token = "";

function send(address, fields) {
  token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? token;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...fields });
  return fetch(address, { method: "POST", body, keepalive: true, redirect: "manual" });
}

// The server answers 204 while she may go on; anything else is a page that this one must become,
// unless it holds what would be lost. Returns whether there was an answer: without a link the work
// stays on the screen and is sent with the next key.
async function tell(address, fields = {}) {
  told = Date.now();
  try {
    const answer = await send(address, fields);
    const goes = answer.status !== 204 && answer.status !== TOO_LONG && !locked;
    if (goes && document.dispatchEvent(new Event("moeli:goes", { cancelable: true }))) window.location.reload();
    return true;
  } catch {
    return false;
  }
}

// Told after each touch, soon or late: so the server never locks before this page does.
function touch() {
  if (locked) return undefined;
  if (Date.now() - touched > idle) return lock();
  touched = Date.now();
  if (telling) return undefined;
  telling = setTimeout(() => { telling = 0; tell("/awake/"); }, Math.max(0, told + AWAKE - touched));
  return undefined;
}

// Nothing is seen any more, link or no link; the page goes once what was half-done is kept.
function lock() {
  locked = true;
  clearInterval(watch);
  clearTimeout(telling);
  token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const said = Object.assign(document.createElement("p"), { className: "page lead", textContent: meta.dataset.cut });
  document.body.replaceChildren(said);
  document.body.hidden = true;
  go();
}

async function go() {
  const flushed = await Promise.all(drafts.map((draft) => draft.flush()));
  const done = flushed.every(Boolean) && await send("/lock/", {}).catch(() => null);
  if (done) return window.location.replace(window.location.pathname);
  document.body.hidden = false; // says why it waits
  return setTimeout(go, AGAIN);
}

function keep(form) {
  let waiting = 0;
  let dirty = false;
  let sent = false;
  const fields = () => {
    const all = {};
    for (const [name, value] of new FormData(form)) {
      // Of boxes with one name each that is ticked has its line; a chosen file is not kept.
      if (typeof value === "string") all[name] = name in all ? `${all[name]}\n${value}` : value;
    }
    delete all.csrfmiddlewaretoken;
    delete all.draft;
    return JSON.stringify(all);
  };
  const flush = async () => {
    clearTimeout(waiting);
    if (!dirty || sent) return true;
    dirty = false;
    const page = form.dataset.draft; // told twice: a page that is locked meanwhile keeps it as well
    dirty = !await tell("/drafts/", { page, draft: page, fields: fields() });
    return !dirty;
  };
  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(flush, PAUSE);
  });
  const done = () => { sent = true; };
  form.addEventListener("submit", done);
  form.querySelectorAll("[data-drops-draft]").forEach((link) => link.addEventListener("click", done));
  // Asked for before the next page is, and where nobody asks: a reload shows what was kept.
  for (const kind of ["beforeunload", "pagehide"]) window.addEventListener(kind, flush);
  return { flush };
}

const drafts = [];
const forms = (root) => drafts.push(...[...root.querySelectorAll("form[data-draft]")].map(keep));

function locks(event) {
  if (!event.target.matches("[data-locks]")) return;
  event.preventDefault();
  lock();
}

forms(document);
document.addEventListener("moeli:drawn", (event) => forms(event.target)); // a page came anew
document.addEventListener("submit", locks);
const watch = setInterval(() => { if (Date.now() - touched >= idle) lock(); }, Math.min(1000, idle / 4));
for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) {
  document.addEventListener(kind, touch, { passive: true });
}
