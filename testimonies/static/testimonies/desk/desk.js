// Selected words of a passage go into the field that takes them. The desk works without.
"use strict";

const field = document.querySelector("[data-takes-selection]");
const passage = document.querySelector("[data-passage]");

if (field && passage) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection.toString();
    if (words.trim() && passage.contains(selection.anchorNode) && passage.contains(selection.focusNode)) {
      field.value = words;
    }
  });
}
