// Does the work that a form for a concern asks for, so that it need not wait: a number
// that makes the SHA-256 of the slip and it begin with zeroes. It begins when somebody
// first touches the form. Without script, or where the browser cannot, time stands for it.
"use strict";

const form = document.querySelector("[data-slip]");
const AT_ONCE = 256;

function zeroes(digest, bits) {
  const front = new DataView(digest).getUint32(0);
  return front >>> (32 - bits) === 0;
}

async function work(slip, bits) {
  const encoder = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const tried = Array.from({ length: AT_ONCE }, (_, step) => first + step);
    const digests = await Promise.all(
      tried.map((number) =>
        crypto.subtle.digest("SHA-256", encoder.encode(`${slip}:${number}`)),
      ),
    );
    const found = digests.findIndex((digest) => zeroes(digest, bits));
    if (found !== -1) {
      return String(first + found);
    }
  }
}

if (form && window.crypto?.subtle) {
  const proof = form.elements.namedItem("proof");
  const status = form.querySelector("[data-working]");
  let working;
  form.querySelector("[data-waiting]").hidden = true;

  const begin = () => {
    working ??= work(form.dataset.slip, Number(form.dataset.bits)).then(
      (found) => {
        proof.value = found;
      },
      () => {},
    );
    return working;
  };

  let isSending = false;
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", (event) => {
    if (proof.value) {
      return;
    }
    event.preventDefault();
    if (!isSending) {
      isSending = true;
      status.textContent = status.dataset.working;
      begin().then(() => form.submit());
    }
  });
}
