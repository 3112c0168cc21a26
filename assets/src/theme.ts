// Runs before the first paint, so that a chosen theme never flashes. The same key as in effects/storage.ts.
try {
  const theme = localStorage.getItem("emitscope.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme holds.
}
