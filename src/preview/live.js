// Reloads this page when the book that the preview shows is no longer the one it was made from.
// The stream is closed while the page is hidden: a browser opens only six to one server.
(() => {
  const script = document.currentScript;
  const events = new URL("events", script.src);
  let stream = null;
  const close = () => { stream?.close(); stream = null; };
  const open = () => {
    close();
    stream = new EventSource(events);
    stream.onmessage = (event) => {
      if (event.data !== script.dataset.shown) { close(); location.reload(); }
    };
  };
  const match = () => (document.hidden ? close() : open());
  document.addEventListener("visibilitychange", match);
  addEventListener("pagehide", close);
  addEventListener("pageshow", match);
  match();
})();
