// Reload the page once the preview has another version than this page.
(async ({ changes, version }) => {
  for (;;) {
    if (document.hidden) {
      await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
      continue;
    }
    try {
      const answer = await fetch(`${changes}?seen=${version}`);
      if (!answer.ok) throw new Error(answer.statusText); // too many pages wait
      const now = await answer.text();
      if (now !== version) return location.reload();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})(document.currentScript.dataset);
