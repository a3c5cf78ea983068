// Gives the keyboard to the terminal as soon as it shows something, so that nobody has to click first.
"use strict";
window.addEventListener("DOMContentLoaded", () => {
  const watcher = new MutationObserver(() => {
    const typed = document.querySelector(".xterm-helper-textarea");
    if (typed && document.body.classList.contains("-first-byte")) {
      watcher.disconnect();
      typed.focus();
    }
  });
  watcher.observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
