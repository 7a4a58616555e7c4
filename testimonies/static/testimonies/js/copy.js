// Copies a citation to the clipboard and says that it did. Where there is no clipboard
// the button stays hidden, and without script the citation is text to select.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) {
    break;
  }
  const status = button.parentElement.querySelector("[role=status]");
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    const cited = document.getElementById(button.dataset.copy);
    const words = cited.textContent.replace(/\s+/g, " ").trim();
    try {
      await navigator.clipboard.writeText(words);
      status.textContent = button.dataset.done;
    } catch {
      // Refused by the browser: the words are marked, to be copied by hand.
      window.getSelection().selectAllChildren(cited);
    }
  });
}
