// Plays the recording from the passage whose time is pressed, and marks the passage that
// is spoken. Nothing scrolls and nothing plays by itself. Without script each time is a
// link to the file, from there on.
"use strict";

const player = document.querySelector("#recording :is(audio, video)");
const links = player ? [...document.querySelectorAll("a[data-start]")] : [];
const spoken = links.map((link) => ({
  link,
  passage: link.closest(".passage"),
  start: Number(link.dataset.start),
  end: link.dataset.end ? Number(link.dataset.end) : Infinity,
}));

function isNow({ start, end }) {
  const now = player.currentTime;
  return player.played.length > 0 && !player.ended && start <= now && now < end;
}

function mark() {
  const now = spoken.filter(isNow);
  // A passage in two languages beside each other is spoken where one of them is.
  const passages = new Set(now.map((each) => each.passage));
  for (const each of spoken) {
    const name = each.link.querySelector(".passage__listen");
    const pauses = now.includes(each) && !player.paused;
    const words = pauses ? player.dataset.pause : player.dataset.listen;
    if (!passages.has(each.passage)) {
      each.passage.removeAttribute("aria-current");
    } else if (!each.passage.hasAttribute("aria-current")) {
      each.passage.setAttribute("aria-current", "true");
    }
    if (name.textContent !== words) {
      name.textContent = words;
    }
  }
}

async function playFrom(each) {
  player.currentTime = each.start;
  try {
    await player.play();
  } catch (error) {
    // Paused before it began: that is what was wanted. Else the file may be heard alone.
    if (error.name !== "AbortError") {
      window.location.assign(each.link.href);
    }
  }
}

for (const each of spoken) {
  each.link.addEventListener("click", (event) => {
    const cover = player.closest("details");
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    // A new tab was asked for; or the link leads to the cover, which is not opened here.
    if (isElsewhere || (cover && !cover.open)) {
      return;
    }
    event.preventDefault();
    if (isNow(each) && !player.paused) {
      player.pause();
    } else {
      playFrom(each);
    }
  });
}

if (player) {
  for (const name of ["timeupdate", "seeked", "playing", "pause", "ended"]) {
    player.addEventListener(name, mark);
  }
}
