// Leaves the archive at once: by the link, or by Escape pressed three times. The page is
// emptied first, and its place in the tab's history is taken by the page it leads to.
// Without script the link is a link.
"use strict";

const link = document.querySelector("[data-leave]");
const PRESSES = 3;
const WITHIN = 1500; // milliseconds from the first press to the last

function leave() {
  document.title = "";
  document.body.replaceChildren();
  window.location.replace(link.href);
}

if (link) {
  let presses = [];
  for (const keys of link.querySelectorAll("[hidden]")) {
    keys.hidden = false;
  }
  link.addEventListener("click", (event) => {
    // A new tab or window was asked for: the browser opens it.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) {
      if (event.key !== "Escape") {
        presses = [];
      }
      return;
    }
    presses = [...presses.slice(1 - PRESSES), event.timeStamp];
    if (presses.length === PRESSES && event.timeStamp - presses[0] <= WITHIN) {
      leave();
    }
  });
}
