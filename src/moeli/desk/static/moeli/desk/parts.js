// Draws anew the parts of a page that an answer brings, and nothing else. What was chosen in a part and
// not sent yet stays chosen, and the focus where it was.

function draw(part) {
  const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
  if (!old) return;
  const { id: focused } = document.activeElement;
  const chosen = [...old.querySelectorAll("select[id], input[id]")].filter(changed);
  old.replaceChildren(...part.childNodes);
  chosen.forEach(chooseAgain);
  if (document.activeElement === document.body) document.getElementById(focused)?.focus();
  old.dispatchEvent(new CustomEvent("moeli:drawn", { bubbles: true }));
}

function changed(field) {
  if (!field.matches("select")) return field.value !== field.defaultValue;
  const stood = [...field.options].findLast((each) => each.defaultSelected) ?? field.options[0];
  return field.value !== stood?.value;
}

function chooseAgain({ id, value }) {
  const field = document.getElementById(id);
  const offered = [...(field?.options ?? [{ value }])].some((each) => each.value === value);
  if (field && offered) field.value = value;
}

document.addEventListener("moeli:answered", ({ detail }) => detail.forEach(draw));
