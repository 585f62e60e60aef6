// Reload the page once the preview has another version than this page.
(async ({ changes, version }) => {
  for (;;) {
    if (document.hidden) {
      await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
      continue;
    }
    try {
      const now = await (await fetch(`${changes}?seen=${version}`)).text();
      if (now !== version) return location.reload();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})(document.currentScript.dataset);
