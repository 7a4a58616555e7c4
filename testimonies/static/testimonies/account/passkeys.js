// Passkeys: the browser's answer goes into a form's hidden field, then the form is sent.
// Forms that need this script are hidden until it runs.
"use strict";

const ASK = {
  add: (options) => webauthnJSON.create(onlyWithHolder(options)),
  prove: (options) => webauthnJSON.get(options),
  "sign-in": (options) => webauthnJSON.get(options),
};

// The passkey shall sign in by itself: kept by the device, and with its holder's consent.
function onlyWithHolder(options) {
  Object.assign(options.publicKey.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  return options;
}

async function optionsFor(form) {
  const written = document.getElementById("passkey-options");
  if (written) {
    return JSON.parse(written.textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  const failed = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const answer = await ASK[form.dataset.passkey](await optionsFor(form));
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      failed.textContent = form.dataset.failed;
      failed.hidden = false;
    }
  });
}
