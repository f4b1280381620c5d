// Passkeys and security keys. A browser that has none of this is offered codes instead.

const able = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

async function asked(button) {
  if (!button.dataset.options) return JSON.parse(document.getElementById("js_data").textContent);
  const answer = await fetch(button.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return answer.json();
}

function created(options, form) {
  const wanted = options.publicKey;
  const alone = form.elements.passwordless?.checked ?? false;
  wanted.authenticatorSelection = {
    ...wanted.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(wanted);
  return navigator.credentials.create({ publicKey });
}

function got(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  return navigator.credentials.get({ publicKey });
}

async function use(button) {
  const failed = document.getElementById(button.dataset.failed);
  failed.hidden = true;
  try {
    const data = await asked(button);
    const credential = data.creation_options
      ? await created(data.creation_options, button.form)
      : await got(data.request_options);
    button.form.elements.credential.value = JSON.stringify(credential.toJSON());
    button.form.submit();
  } catch {
    failed.hidden = false;
    button.focus();
  }
}

document.querySelectorAll("[data-webauthn]").forEach((button) => {
  if (!able) return;
  button.hidden = false;
  button.addEventListener("click", () => use(button));
});
document.querySelectorAll("[data-without-keys]").forEach((element) => { element.hidden = able; });

// A scanner ends the badge with Enter: then the PIN is next.
document.querySelectorAll("[data-next]").forEach((field) => {
  field.addEventListener("keydown", (event) => {
    const next = document.getElementById(field.dataset.next);
    if (event.key !== "Enter" || !field.value || next.value) return;
    event.preventDefault();
    next.focus();
  });
});
