// A page that the browser kept for its back button is asked for again: it may not be the newest.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
