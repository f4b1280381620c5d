// Half-done work is kept while it is typed; a page that nobody touches locks itself.

const idle = Number(document.querySelector("meta[name=moeli-idle]").content) * 1000;
const AWAKE = Math.min(60_000, idle / 3); // the server is told no more often that somebody is there
const TOO_LONG = 413; // more than is kept: it stays on the screen until it is sent
const PAUSE = 400; // after the last key, before what was typed is sent

let touched = Date.now();
let told = Date.now();
let telling = 0;

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

function send(address, fields) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), ...fields });
  return fetch(address, { method: "POST", body, keepalive: true, redirect: "manual" });
}

// The server answers 204 while she may go on; anything else is a page that this one must become.
async function tell(address, fields = {}) {
  told = Date.now();
  try {
    const answer = await send(address, fields);
    if (answer.status !== 204 && answer.status !== TOO_LONG) window.location.reload();
  } catch {
    // The link is down: the work stays on the screen and is sent with the next key.
  }
}

// Told after each touch, soon or late: so the server never locks before this page does.
function touch() {
  if (Date.now() - touched > idle) return lock();
  touched = Date.now();
  if (telling) return undefined;
  telling = setTimeout(() => { telling = 0; tell("/awake/"); }, Math.max(0, told + AWAKE - touched));
  return undefined;
}

async function lock() {
  clearInterval(watch);
  clearTimeout(telling);
  await Promise.all(drafts.map((draft) => draft.flush()));
  await send("/lock/", {}).catch(() => {});
  window.location.replace(window.location.pathname);
}

function keep(form) {
  let waiting = 0;
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
  const flush = () => {
    if (!waiting || sent) return undefined;
    clearTimeout(waiting);
    waiting = 0;
    return tell("/drafts/", { page: form.dataset.draft, fields: fields() });
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(flush, PAUSE);
  });
  const done = () => { sent = true; };
  form.addEventListener("submit", done);
  form.querySelectorAll("[data-drops-draft]").forEach((link) => link.addEventListener("click", done));
  window.addEventListener("pagehide", flush);
  return { flush };
}

const drafts = [...document.querySelectorAll("form[data-draft]")].map(keep);
const watch = setInterval(() => { if (Date.now() - touched >= idle) lock(); }, Math.min(1000, idle / 4));
for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) {
  document.addEventListener(kind, touch, { passive: true });
}
