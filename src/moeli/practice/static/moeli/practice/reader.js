// The reader of the practice desk: it types the zone into the box of the page, as a scanner does.

document.querySelectorAll("form[data-reader]").forEach((form) => {
  const box = document.querySelector("[data-capture]");
  if (!box) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    box.value = document.getElementById(form.dataset.reader).textContent.trim();
    box.form.requestSubmit();
  }, { capture: true });
});
