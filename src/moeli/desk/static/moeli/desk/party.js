// A scan into a party draws anew only what it changed: the box stays, so the next document may be
// scanned while this one is on its way. They are sent one after the other, in the order of the scans.

const PARTS = "X-Moeli-Parts";
let sending = Promise.resolve();

function draw(answer) {
  const drawn = new DOMParser().parseFromString(answer, "text/html");
  const parts = [...drawn.querySelectorAll("[data-part]")];
  for (const part of parts) {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    old.replaceChildren(...part.childNodes);
    old.dispatchEvent(new CustomEvent("moeli:drawn", { bubbles: true }));
  }
  return parts;
}

// Whatever is not the answer of this page, such as the way to sign in, becomes the page.
async function send(form, fields, box) {
  const headers = { [PARTS]: "yes" };
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields), headers });
  const parts = answer.redirected ? [] : draw(await answer.text());
  if (!parts.length) return window.location.reload();
  const kept = parts.map((part) => part.dataset.kept ?? "").join("");
  if (!box.value) box.value = kept; // what could not be read is there to be mended
  return undefined;
}

function takesScans(form) {
  const box = form.querySelector("[data-capture]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    form.reset();
    box.focus();
    const again = () => { if (!box.value) box.value = fields.get("zone"); };
    sending = sending.then(() => send(form, fields, box)).catch(again);
  });
}

document.querySelectorAll("[data-draws-parts]").forEach(takesScans);
